package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.core.random.ChiSquare;
import org.calm4j.core.sampling.CandidateElimination.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreeingSetsTest {

  /** Counts of 12, 7, 4, 2, 1, 1, 1: the first tokens are shared by different chunks. */
  private static int[][] mixedPool() {
    int[] counts = {12, 7, 4, 2, 1, 1, 1};
    return IntStream.range(0, counts.length)
        .boxed()
        .flatMap(i -> IntStream.range(0, counts[i]).mapToObj(n -> new int[] {i / 2, i % 2, 5}))
        .toArray(int[][]::new);
  }

  /** Both ways of choosing are in use: with two draws sets decide most of the time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void choosesWithTheProbabilitiesOfThePool(int draws) {
    int[][] pool = mixedPool();
    CandidatePool expected = CandidatePool.of(pool, draws);
    Map<String, Integer> places = new HashMap<>();
    for (int[] chunk : expected.distinct()) {
      places.put(Arrays.toString(chunk), places.size());
    }
    long[] counts = new long[places.size()];
    SplittableRandom random = new SplittableRandom(3);
    int runs = 40_000;
    for (int run = 0; run < runs; run++) {
      Choice choice = AgreeingSets.choose(new RecordedPool(pool), draws, random);
      assertThat(choice.effectiveDraws()).isEqualTo(draws);
      counts[places.get(Arrays.toString(choice.chunk()))]++;
    }
    double[] p = expected.probabilities();
    int[] likely = IntStream.range(0, p.length).filter(i -> p[i] * runs >= 5).toArray();
    assertThat(
            ChiSquare.statistic(
                IntStream.of(likely).mapToLong(i -> counts[i]).toArray(),
                IntStream.of(likely).mapToDouble(i -> p[i]).toArray()))
        .isLessThan(ChiSquare.limit(likely.length));
    for (int i = 0; i < p.length; i++) {
      assertThat(p[i] > 0 || counts[i] == 0).isTrue();
    }
  }

  @Test
  void looksAtFewCandidatesThatAgree() {
    int[][] pool = new int[200][4];
    for (int[] candidate : pool) {
      System.arraycopy(new int[] {7, 8, 9, 3}, 0, candidate, 0, 4);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int draws = 1; draws <= 8; draws++) {
      RecordedPool decoder = new RecordedPool(pool);
      Choice choice = AgreeingSets.choose(decoder, draws, random);
      assertThat(choice.chunk()).containsExactly(7, 8, 9, 3);
      assertThat(choice.effectiveDraws()).isEqualTo(draws);
      assertThat(choice.tokensDecoded())
          .isLessThanOrEqualTo(AgreeingSets.firstCandidates(draws) * 4);
      assertThat(choice.tokensDecoded()).isEqualTo(decoder.decoded.size());
    }
  }

  @Test
  void countsThePoolWhereNobodyAgrees() {
    // RecordedPool refuses to decode a token twice.
    SplittableRandom random = new SplittableRandom(5);
    for (int run = 0; run < 200; run++) {
      int[][] pool =
          IntStream.range(0, 60).mapToObj(i -> new int[] {i, i % 3}).toArray(int[][]::new);
      Choice choice = AgreeingSets.choose(new RecordedPool(pool), 2, random);
      assertThat(choice.effectiveDraws()).isEqualTo(1);
      assertThat(choice.chunk()[1]).isEqualTo(choice.chunk()[0] % 3);
      assertThat(choice.tokensDecoded()).isLessThanOrEqualTo(60 + 1);
    }
  }

  @Test
  void lowersNWhenThereAreFewerCandidates() {
    int[][] pool = {{1, 2}, {1, 2}, {3, 4}};
    Choice choice = AgreeingSets.choose(new RecordedPool(pool), 5, new SplittableRandom(1));
    assertThat(choice.chunk()).containsExactly(1, 2);
    assertThat(choice.effectiveDraws()).isEqualTo(2);
  }

  @Test
  void saysHowManyCandidatesAreLookedAtAndHowOftenTheyAreEnough() {
    assertThat(IntStream.of(1, 2, 3, 8, 20, 50).map(AgreeingSets::firstCandidates))
        .containsExactly(1, 8, 12, 32, 20, 50);
    assertThat(AgreeingSets.success(2, 0.5)).isEqualTo(1 - 1 / 16.0);
    assertThat(AgreeingSets.success(1, 0)).isZero();
    // 66 + 21 + 6 + 1 pairs of 378 agree; two candidates are not three.
    assertThat(CandidateElimination.choose(new RecordedPool(mixedPool()), 2, 0.4).agreement())
        .isCloseTo(94 / 378.0, within(1e-15));
    assertThat(CandidateElimination.choose(new RecordedPool(new int[][] {{1}, {1}, {2}}), 3, 0))
        .matches(choice -> choice.agreement() == 0 && choice.effectiveDraws() == 2);
  }

  @Test
  void theSameRandomNumbersChooseTheSame() {
    int[][] pool = mixedPool();
    for (int seed = 0; seed < 50; seed++) {
      int[] first =
          AgreeingSets.choose(new RecordedPool(pool), 2, new SplittableRandom(seed)).chunk();
      assertThat(AgreeingSets.choose(new RecordedPool(pool), 2, new SplittableRandom(seed)).chunk())
          .isEqualTo(first);
    }
  }

  @Test
  void refusesNoDraws() {
    RecordedPool decoder = new RecordedPool(new int[][] {{1}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgreeingSets.choose(decoder, 0, new SplittableRandom(1)))
        .withMessage("draws that agree must be at least 1, got 0");
    assertThat(decoder.decoded).isEmpty();
  }
}
