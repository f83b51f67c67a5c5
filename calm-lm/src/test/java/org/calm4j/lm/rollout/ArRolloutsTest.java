package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.lm.ar.ArGolden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Probabilities add up, draws follow them, blocks of distributions do not show. */
class ArRolloutsTest {
  private static final int VOCABULARY = ArGolden.CONFIG.vocabSize();

  private final Engine engine = new Engine(2);
  private final ArRolloutModel model =
      new ArRolloutModel(ArGolden.CONFIG, ArGolden.weights(), 0, -1, engine);

  @AfterEach
  void stop() {
    model.close();
    engine.close();
  }

  private static int[] text(int seed, int tokens) {
    return new SplittableRandom(seed).ints(tokens, 0, VOCABULARY).toArray();
  }

  /** The distribution at a branch. */
  private static double[] distribution(ExactRollouts rollouts, int branch, int vocabulary) {
    int[] branches = new int[vocabulary];
    Arrays.fill(branches, branch);
    return rollouts.probabilities(branches, IntStream.range(0, vocabulary).toArray());
  }

  @Test
  void probabilitiesAddUp() {
    try (ArRollouts rollouts = model.open(text(1, 12), 1)) {
      int[] longer = rollouts.extend(new int[] {3, 11}, new int[] {5, 6});
      for (int branch : new int[] {0, 7, 11, longer[0], longer[1]}) {
        double[] p = distribution(rollouts, branch, VOCABULARY);
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-6));
        assertThat(rollouts.collisions(new int[] {branch})[0])
            .isCloseTo(Arrays.stream(p).map(x -> x * x).sum(), within(1e-7));
      }
    }
  }

  @Test
  void aDamagedModelIsNoDistribution() {
    Map<String, INDArray> weights = new LinkedHashMap<>(ArGolden.weights());
    INDArray head = weights.get("lm_head.weight").dup();
    head.putScalar(7, 0, Float.NaN);
    weights.put("lm_head.weight", head);
    try (ArRolloutModel damaged = new ArRolloutModel(ArGolden.CONFIG, weights, 0, -1, engine);
        ArRollouts rollouts = damaged.open(text(1, 4), 1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> rollouts.collisions(new int[] {0}))
          .withMessageStartingWith("the model's logits are not finite");
    }
  }

  @Test
  void drawsFollowTheProbabilities() {
    int draws = 40_000;
    try (ArRollouts rollouts = model.open(text(2, 5), 3)) {
      int[] tokens = rollouts.draw(new int[] {4, 2}, draws);
      for (int i = 0; i < 2; i++) {
        double[] p = distribution(rollouts, i == 0 ? 4 : 2, VOCABULARY);
        int[] counts = new int[VOCABULARY];
        Arrays.stream(tokens, i * draws, (i + 1) * draws).forEach(token -> counts[token]++);
        for (int token = 0; token < VOCABULARY; token++) {
          double deviation = Math.sqrt(p[token] * (1 - p[token]) / draws);
          assertThat(counts[token] / (double) draws)
              .isCloseTo(p[token], within(5 * deviation + 1e-4));
        }
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSame() {
    int[] places = IntStream.range(0, 9).toArray();
    int[][] drawn = new int[4][];
    for (int i = 0; i < 4; i++) {
      try (ArRollouts rollouts = model.open(text(1, 9), i < 3 ? 5 : 6)) {
        int[] first = rollouts.draw(places, 3);
        if (i == 2) {
          rollouts.collisions(places); // no draw, so it changes none
        }
        int[] more = rollouts.draw(rollouts.extend(places, Arrays.copyOf(first, 9)), 2);
        drawn[i] = IntStream.concat(IntStream.of(first), IntStream.of(more)).toArray();
        assertThat(rollouts.draw(places, 3)).isNotEqualTo(first);
      }
    }
    assertThat(drawn[1]).isEqualTo(drawn[0]);
    assertThat(drawn[2]).isEqualTo(drawn[0]);
    assertThat(drawn[3]).isNotEqualTo(drawn[0]);
  }

  /** A block that holds few branches: questions need several. */
  @Test
  void severalBlocks() {
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7, 7, 0};
    int[] tokens = {1, 7, 159, 100, 20, 33, 123, 1, 2, 3};
    try (ArRolloutModel small =
            new ArRolloutModel(
                ArGolden.CONFIG,
                ArGolden.weights(),
                0,
                -1,
                engine,
                Spelling.FUSED,
                3 * VOCABULARY);
        ArRollouts few = small.open(text(4, 8), 1);
        ArRollouts rollouts = model.open(text(4, 8), 1)) {
      near(few.probabilities(all, tokens), rollouts.probabilities(all, tokens));
      near(few.collisions(all), rollouts.collisions(all));
      assertThat(few.draw(all, 2)).isEqualTo(rollouts.draw(all, 2));
      int[] longer = few.extend(all, tokens);
      assertThat(rollouts.extend(all, tokens)).isEqualTo(longer);
      near(few.collisions(longer), rollouts.collisions(longer));
      assertThat(few.draw(longer, 20)).isEqualTo(rollouts.draw(longer, 20));
    }
  }

  private static void near(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5 * expected[i]));
    }
  }

  @Test
  void refusals() {
    try (ArRollouts rollouts = model.open(text(1, 3), 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rollouts.probabilities(new int[] {0, 1}, new int[] {1}))
          .withMessage("every branch needs a token, got 1 tokens for 2 branches");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rollouts.probabilities(new int[] {0}, new int[] {160}))
          .withMessage("the id 160 lies outside the vocabulary of 160");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rollouts.collisions(new int[] {3}))
          .withMessage(
              "there is no branch 3: the text has 3 places, and 0 branches were made of them");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArRolloutModel(ArGolden.CONFIG, Map.of(), 160, -1, engine))
        .withMessage("the padding must be in [0, 160), got 160");
  }
}
