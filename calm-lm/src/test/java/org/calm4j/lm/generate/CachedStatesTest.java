package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.CalmConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Hidden states with a cache are those of whole texts. */
class CachedStatesTest {
  private static final int K = TinyLm.K;

  private TinyLm lm = new TinyLm();
  private final SplittableRandom random = new SplittableRandom(31);

  @AfterEach
  void stop() {
    lm.close();
  }

  /** Another model for what follows. */
  private void open(CalmConfig.Input input) {
    lm.close();
    lm = new TinyLm(input);
  }

  private int[] chunks(int count) {
    return random.ints((long) count * K, 0, lm.config.vocabSize()).toArray();
  }

  @ParameterizedTest
  @CsvSource({"FUSED, TOKENS", "COMPOSED, TOKENS", "FUSED, LATENT", "COMPOSED, LATENT"})
  void growingTextsAreLikeWholeOnes(Spelling spelling, CalmConfig.Input input) {
    open(input);
    try (CachedStates cached = lm.cached(3, 20);
        ContextStates whole = lm.recomputed(spelling, 3)) {
      // Prompts of different lengths, then one chunk each, pauses, several, one text alone.
      int[][] rounds = {{5, 1, 8}, {1, 1, 1}, {1, 0, 1}, {0, 3, 0}, {2, 1, 3}, {0, 0, 5}};
      for (int[] counts : rounds) {
        int[][] ids = {chunks(counts[0]), chunks(counts[1]), chunks(counts[2])};
        INDArray actual = cached.append(ids);
        INDArray expected = whole.append(ids);
        for (int row = 0; row < 3; row++) {
          if (counts[row] > 0) {
            close("row " + row, actual.getRow(row).dup(), expected.getRow(row).dup(), FORWARD);
          }
        }
      }
    }
  }

  /** The same prompts, drawn from both: equal tokens, and hidden states within rounding. */
  @ParameterizedTest
  @CsvSource({"FUSED, TOKENS", "COMPOSED, TOKENS", "FUSED, LATENT", "COMPOSED, LATENT"})
  void generationDoesNotShowTheCache(Spelling spelling, CalmConfig.Input input) {
    open(input);
    int[][] prompts = {lm.prompt("Once upon a ti"), lm.prompt("abc"), lm.prompt("A bear. ")};
    GenerationOptions options =
        GenerationOptions.standard().withTemperature(0.5).withCandidates(20).withMaxTokens(21);
    List<INDArray> hiddens = new ArrayList<>();
    List<Generation> cached;
    List<Generation> recomputed;
    try (Generator generator = lm.generator();
        CachedStates states = lm.cached(3, 20);
        ContextStates whole = lm.recomputed(spelling, 3);
        HeadSampler head = new HeadSampler(lm.config, lm.weights, lm.engine, Spelling.FUSED)) {
      Draws draws =
          Draws.of(
              new RandomStreams(5),
              new org.calm4j.core.engine.kernel.NoiseBlocks(lm.engine.kernels().workers()),
              org.calm4j.lm.head.Distribution.CENTERED);
      cached =
          generator.run(
              prompts,
              options,
              GenerationListener.NONE,
              draws,
              states,
              head,
              (step, hidden, chunks) -> hiddens.add(hidden.dup()));
      int[] compared = new int[1];
      recomputed =
          generator.run(
              prompts,
              options,
              GenerationListener.NONE,
              draws,
              whole,
              head,
              (step, hidden, chunks) -> {
                for (int row = 0; row < 3; row++) {
                  if (chunks[row].length > 0) {
                    INDArray other = hiddens.get((int) step);
                    close(
                        "step " + step, other.getRow(row).dup(), hidden.getRow(row).dup(), FORWARD);
                    compared[0]++;
                  }
                }
              });
      assertThat(compared[0]).isGreaterThanOrEqualTo(3 * 5);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(cached.get(i).ids()).isEqualTo(recomputed.get(i).ids());
      assertThat(cached.get(i).ids()).hasSize(21);
    }
  }

  @Test
  void whatIsForgottenLeavesNothing() {
    int[][] ids = {chunks(3), chunks(2)};
    try (CachedStates cached = lm.cached(2, 8)) {
      INDArray first = cached.append(ids).dup();
      cached.append(new int[][] {chunks(2), chunks(5)});
      cached.reset();
      assertThat(cached.append(ids)).isEqualTo(first);
    }
  }

  @Test
  void aFullContextIsRefused() {
    try (CachedStates cached = lm.cached(2, 8)) {
      cached.append(new int[][] {chunks(6), chunks(2)});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cached.append(new int[][] {chunks(3), chunks(1)}))
          .withMessage("3 more chunks do not fit a context of 8, 6 of which are taken");
      int[][] last = {chunks(2), chunks(1)};
      assertThat(cached.append(last).shape()).containsExactly(2, 16);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cached.append(new int[][] {chunks(0), chunks(1)}))
          .withMessage("1 more chunks do not fit a context of 8, 8 of which are taken");
    }
  }
}
