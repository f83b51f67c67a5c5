package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.core.random.ChiSquare;
import org.calm4j.core.weights.SafetensorsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatePoolTest {

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "pairs", "distinct", "dominant"})
  void goldenPools(String name) throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/golden/cases/temp_pool.safetensors"))
                .toURI());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      int[][] candidates = file.read(name + ".samples").toIntMatrix();
      for (int n = 2; n <= 4; n++) {
        CandidatePool pool = CandidatePool.of(candidates, n);
        String of = name + ".n" + n;
        assertThat(pool.distinct()).isDeepEqualTo(file.read(name + ".patches").toIntMatrix());
        assertThat(pool.counts()).isEqualTo(file.read(name + ".counts").toIntVector());
        assertThat(pool.effectiveDraws())
            .as(of)
            .isEqualTo(file.read(of + ".effective_n").getInt(0));
        assertThat(pool.weights().stream().mapToLong(BigInteger::longValueExact).toArray())
            .as(of)
            .isEqualTo(file.read(of + ".weights").toLongVector());
        assertThat(pool.probabilities())
            .as(of)
            .containsExactly(file.read(of + ".probs").toDoubleVector(), within(1e-15));
        double[] u = file.read(of + ".u").toDoubleVector();
        assertThat(u).hasSize(40);
        assertThat(Arrays.stream(u).mapToInt(pool::choose).toArray())
            .as(of)
            .isEqualTo(file.read(of + ".choice").toIntVector());
      }
    }
  }

  /** Chunks a, b, c with counts 1, 3, 2, first seen in that order. */
  private static final int[][] SMALL = {{1, 1}, {2, 2}, {3, 3}, {2, 2}, {3, 3}, {2, 2}};

  @Test
  void lowersUntilSomeChunkIsThereOftenEnough() {
    assertThat(CandidatePool.of(SMALL, 3).weights()).containsExactly(big(0), big(1), big(0));
    assertThat(CandidatePool.of(SMALL, 4).effectiveDraws()).isEqualTo(3);
    assertThat(CandidatePool.of(SMALL, Integer.MAX_VALUE).effectiveDraws()).isEqualTo(3);
    assertThat(CandidatePool.of(SMALL, 2).weights()).containsExactly(big(0), big(3), big(1));
    assertThat(CandidatePool.of(SMALL, new Temperature(1)).weights())
        .containsExactly(big(1), big(3), big(2));
    assertThat(CandidatePool.of(new int[][] {{1}, {2}}, 5).probabilities()).containsExactly(.5, .5);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  @Test
  void choosesAtTheEdges() {
    CandidatePool pool = CandidatePool.of(SMALL, 2);
    assertThat(pool.choose(0)).as("not the first, which has no weight").isEqualTo(1);
    assertThat(pool.choose(Math.nextDown(0.75))).isEqualTo(1);
    assertThat(pool.choose(0.75)).isEqualTo(2);
    assertThat(pool.choose(Math.nextDown(1.0))).isEqualTo(2);
    assertThat(pool.chunk(pool.choose(0.9))).containsExactly(3, 3);
  }

  /** Weights of 600 digits; a chunk without weight is last. */
  @Test
  void weightsMayExceedTheRangeOfDouble() {
    int[][] candidates = new int[4001][];
    for (int i = 0; i < 4001; i++) {
      candidates[i] = new int[] {i < 4000 ? i % 2 : 2};
    }
    CandidatePool pool = CandidatePool.of(candidates, 1000);
    assertThat(pool.weights().get(0).bitLength()).isGreaterThan(1100);
    assertThat(pool.probabilities()).containsExactly(0.5, 0.5, 0);
    assertThat(pool.choose(0)).isZero();
    assertThat(pool.choose(Math.nextDown(0.5))).isZero();
    assertThat(pool.choose(0.5)).isEqualTo(1);
    assertThat(pool.choose(Math.nextDown(1.0))).isEqualTo(1);
  }

  /** C(170, 83) = 2^166 and more: u times the sum rounds up to the sum. */
  @Test
  void roundingNeverChoosesAChunkWithoutWeight() {
    int[][] candidates = new int[171][];
    for (int i = 0; i < 171; i++) {
      candidates[i] = new int[] {i < 170 ? 0 : 1};
    }
    for (int n = 2; n < 170; n++) {
      assertThat(CandidatePool.of(candidates, n).choose(Math.nextDown(1.0))).isZero();
    }
  }

  @Test
  void frequenciesAreTheProbabilities() {
    SplittableRandom random = new SplittableRandom(8);
    int[][] candidates =
        IntStream.range(0, 200).mapToObj(i -> KnownDistribution.draw(random)).toArray(int[][]::new);
    for (int n = 1; n <= 4; n++) {
      CandidatePool pool = CandidatePool.of(candidates, n);
      long[] counts = new long[pool.counts().length];
      for (int i = 0; i < 50_000; i++) {
        counts[pool.choose(random.nextDouble())]++;
      }
      assertThat(ChiSquare.statistic(counts, pool.probabilities()))
          .as("n = " + n)
          .isLessThan(ChiSquare.limit(counts.length));
    }
  }

  @Test
  void largePoolsApproachThePower() {
    SplittableRandom random = new SplittableRandom(9);
    int[][] candidates =
        IntStream.range(0, 200_000)
            .mapToObj(i -> KnownDistribution.draw(random))
            .toArray(int[][]::new);
    CandidatePool pool = CandidatePool.of(candidates, 3);
    double[] expected = KnownDistribution.sharpened(3);
    for (int i = 0; i < expected.length; i++) {
      int chunk = KnownDistribution.index(pool.chunk(i));
      assertThat(pool.probabilities()[i]).isCloseTo(expected[chunk], within(0.01));
    }
  }

  @Test
  void ownsItsChunks() {
    int[][] candidates = {{1, 2}, {1, 2}, {3, 4}};
    CandidatePool pool = CandidatePool.of(candidates, 1);
    candidates[0][0] = 9;
    pool.distinct()[0][0] = 9;
    pool.chunk(0)[0] = 9;
    pool.counts()[0] = 9;
    assertThat(pool.chunk(0)).containsExactly(1, 2);
    assertThat(pool.counts()).containsExactly(2, 1);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> CandidatePool.of(new int[0][], 2))
        .hasMessage("a pool needs at least one candidate, got none");
    assertThatThrownBy(() -> CandidatePool.of(SMALL, 0))
        .hasMessage("draws that agree must be at least 1, got 0");
    assertThatThrownBy(() -> CandidatePool.of(SMALL, new Temperature(0.7)))
        .isInstanceOf(IllegalArgumentException.class);
    CandidatePool pool = CandidatePool.of(SMALL, 1);
    for (double u : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> pool.choose(u))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("u must be in [0, 1), got " + u);
    }
  }
}
