package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** States of tokens that are kept give the posterior that states made each time give. */
class FrozenEncoderTest {
  private static final int VOCABULARY = 700;
  private static final AutoencoderConfig CONFIG =
      new AutoencoderConfig(VOCABULARY, 32, 80, 8, 4, 4, 2, 1e-6, 0.5);

  private final SplittableRandom random = new SplittableRandom(4);
  private final Engine engine = new Engine(2, Spelling.FUSED);
  private final Map<String, INDArray> weights =
      new AutoencoderNetwork(CONFIG).initialize(new RandomStreams(2));

  @AfterEach
  void stop() {
    engine.close();
  }

  private Autoencoder codec(boolean frozen) {
    return new Autoencoder(CONFIG, weights, frozen, "", engine);
  }

  private static TokenTable table(Autoencoder codec) {
    return ((FrozenEncoder) codec.encoder()).table();
  }

  private TokenChunks chunks(int count, int from, int to) {
    return new TokenChunks(random.ints(4L * count, from, to).toArray(), 4);
  }

  private static void samePosterior(Autoencoder frozen, Autoencoder live, TokenChunks tokens) {
    try (Posterior actual = frozen.posterior(tokens);
        Posterior expected = live.posterior(tokens)) {
      Golden.close("mean", actual.mean().array(), expected.mean().array(), 3e-6);
      Golden.close("log std", actual.logStd().array(), expected.logStd().array(), 3e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100, 1500})
  void thePosteriorIsTheSame(int count) {
    try (Autoencoder live = codec(false);
        Autoencoder frozen = codec(true)) {
      samePosterior(frozen, live, chunks(count, 0, VOCABULARY));
      samePosterior(frozen, live, chunks(count, 0, VOCABULARY));
    }
  }

  @Test
  void idsMayComeLater() {
    try (Autoencoder live = codec(false);
        Autoencoder frozen = codec(true)) {
      samePosterior(frozen, live, chunks(40, 0, 50));
      samePosterior(frozen, live, chunks(40, 300, VOCABULARY));
      samePosterior(frozen, live, chunks(200, 0, VOCABULARY));
      samePosterior(frozen, live, chunks(1, VOCABULARY - 1, VOCABULARY));
    }
  }

  @Test
  void whatWasSeenIsNotComputedAgain() {
    try (Autoencoder frozen = codec(true)) {
      assertThat(table(frozen).runs()).isZero();
      frozen.encode(5, 6, 7, 64 + 8);
      assertThat(table(frozen).runs()).as("two blocks").isEqualTo(2);
      frozen.encode(64 + 8, 7, 6, 5);
      assertThat(table(frozen).runs()).isEqualTo(2);
      frozen.encode(64 + 8, 7, 6, 128 + 9);
      assertThat(table(frozen).runs()).isEqualTo(3);
      frozen.encode(IntStream.range(0, VOCABULARY).toArray());
      int blocks = (VOCABULARY + TokenTable.BLOCK - 1) / TokenTable.BLOCK;
      assertThat(table(frozen).runs()).isEqualTo(blocks);
      for (int i = 1; i < 20; i++) {
        frozen.posterior(chunks(i, 0, VOCABULARY)).close();
      }
      assertThat(table(frozen).runs()).isEqualTo(blocks);
    }
  }

  @Test
  void theReportBeginsBehindTheTable() {
    try (Autoencoder live = codec(false);
        Autoencoder frozen = codec(true)) {
      for (Autoencoder codec : new Autoencoder[] {live, frozen}) {
        codec.decode(codec.encode(1, 2, 3, 4));
      }
      assertThat(units(frozen.reports().get(0))).isEqualTo(units(live.reports().get(0)) / 2);
    }
  }

  private static long units(PlanReport report) {
    return report.rows().stream()
        .filter(row -> row.op().equals("swiglu"))
        .mapToLong(PlanReport.Row::calls)
        .sum();
  }

  /** A training run on top resumes to the same bits, though its codec sees ids in another order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theBitsDoNotDependOnTheOrder(int seed) {
    SplittableRandom order = new SplittableRandom(seed);
    TokenChunks tokens = chunks(300, 0, VOCABULARY);
    try (Autoencoder one = codec(true);
        Autoencoder other = codec(true)) {
      for (int i = 0; i < 50; i++) {
        other.encode(order.ints(4L * (1 + order.nextInt(3)), 0, VOCABULARY).toArray());
      }
      try (Posterior a = one.posterior(tokens);
          Posterior b = other.posterior(tokens)) {
        assertThat(a.mean().toArrays()).isDeepEqualTo(b.mean().toArrays());
        assertThat(a.logStd().toArrays()).isDeepEqualTo(b.logStd().toArrays());
      }
    }
  }

  @Test
  void anIdOutsideTheVocabularyIsNamedAndChangesNothing() {
    try (Autoencoder live = codec(false);
        Autoencoder frozen = codec(true)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> frozen.encode(1, 2, VOCABULARY, 3))
          .withMessageContaining("id 700 at position 2 lies outside the vocabulary of 700");
      samePosterior(frozen, live, new TokenChunks(new int[] {1, 2, 3, 4}, 4));
    }
  }
}
