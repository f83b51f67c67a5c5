package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.ar.ArGolden;
import org.calm4j.lm.head.Distribution;
import org.calm4j.lm.net.ArGraphs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Generation over tokens: the golden numbers, and a cache that nobody notices. */
class ArGenerationParityTest {
  private static final GenerationOptions GREEDY =
      GenerationOptions.standard().withGreedy().withMaxTokens(12).withStopIds(Set.of(-1));

  @ParameterizedTest
  @EnumSource
  void greedy(Spelling spelling) {
    Map<String, INDArray> stored = golden("ar_greedy");
    Map<String, INDArray> weights = ArGolden.weights();
    int[] flat = ints(stored.get("prompt"));
    int[][] prompts = {Arrays.copyOf(flat, 5), Arrays.copyOfRange(flat, 5, 10)};
    try (Engine engine = new Engine(2);
        ArGenerator generator =
            new ArGenerator(ArGolden.CONFIG, weights, GoldenCodec.tokenizer(), engine);
        ContextStates states =
            spelling == Spelling.FUSED
                ? new CachedStates(
                    new ArGraphs(ArGolden.CONFIG, spelling, weights, 1), engine, 2, 17)
                : new RecomputedStates(
                    length -> new ArGraphs(ArGolden.CONFIG, spelling, weights, length),
                    engine,
                    2,
                    17);
        TokenHead head =
            new TokenHead(new ArGraphs(ArGolden.CONFIG, spelling, weights, 1), engine)) {
      Draws draws =
          Draws.of(
              new RandomStreams(1), new NoiseBlocks(engine.kernels().workers()), Distribution.UNIT);
      List<Generation> results =
          generator.run(
              prompts, GREEDY, GenerationListener.NONE, draws, states, head, StepObserver.NONE);
      int[] expected = ints(stored.get("tokens"));
      assertThat(results.get(0).ids()).isEqualTo(Arrays.copyOf(expected, 12));
      assertThat(results.get(1).ids()).isEqualTo(Arrays.copyOfRange(expected, 12, 24));
      assertThat(generator.generate(prompts, GREEDY, GenerationListener.NONE).get(1).ids())
          .isEqualTo(results.get(1).ids());
    }
  }

  @ParameterizedTest
  @EnumSource
  void growingTextsAreLikeWholeOnes(Spelling spelling) {
    SplittableRandom random = new SplittableRandom(17);
    try (TinyAr lm = new TinyAr();
        CachedStates cached = lm.cached(3, 40);
        ContextStates whole = lm.recomputed(spelling, 3);
        TokenHead first = lm.head(Spelling.FUSED);
        TokenHead second = lm.head(spelling)) {
      int[][] rounds = {{7, 1, 12}, {1, 1, 1}, {1, 0, 1}, {0, 3, 0}, {2, 1, 3}, {0, 0, 5}};
      for (int[] counts : rounds) {
        int[][] ids = new int[3][];
        for (int row = 0; row < 3; row++) {
          ids[row] = random.ints(counts[row], 0, lm.config.vocabSize()).toArray();
        }
        INDArray actual = first.logits(cached.append(ids));
        INDArray expected = second.logits(whole.append(ids));
        for (int row = 0; row < 3; row++) {
          if (counts[row] > 0) {
            close("row " + row, actual.getRow(row).dup(), expected.getRow(row).dup(), FORWARD);
          }
        }
      }
    }
  }
}
