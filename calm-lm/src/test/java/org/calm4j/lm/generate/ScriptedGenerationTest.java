package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import org.assertj.core.data.Offset;
import org.calm4j.lm.ScriptedCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generation with a codec that decodes what a test wants: which candidate gets chosen, and why. */
class ScriptedGenerationTest {
  private static final int K = TinyLm.K;
  private static final GenerationOptions OPTIONS =
      GenerationOptions.standard().withTemperature(1).withCandidates(10).withMaxTokens(5);

  private static TinyLm lm;
  private static int pad;
  private static int eos;

  @BeforeAll
  static void open() {
    lm = new TinyLm();
    pad = lm.tokenizer.padId();
    eos = lm.tokenizer.eosId();
  }

  @AfterAll
  static void stop() {
    lm.close();
  }

  private static Generation generate(
      IntBinaryOperator script, GenerationOptions options, int... prompt) {
    ScriptedCodec codec = new ScriptedCodec(K, TinyLm.LATENT, lm.config.vocabSize(), "", script);
    try (Generator generator = lm.generator(codec)) {
      return generator.generate(new int[][] {prompt}, options, GenerationListener.NONE).get(0);
    }
  }

  /** The same chunks at every call, one after the other, again and again. */
  private static IntBinaryOperator always(int[]... chunks) {
    return (call, token) -> chunks[token / K % chunks.length][token % K];
  }

  @Test
  void paddingIsNeitherReturnedNorCounted() {
    Generation result = generate(always(new int[] {7, pad, 8, pad}), OPTIONS, 1, 2, 3, 4);
    assertThat(result.ids()).containsExactly(7, 8, 7, 8, 7);
    assertThat(result.steps()).isEqualTo(3);
    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
  }

  /** Though it is not counted, a text of padding alone ends with the places that were asked for. */
  @Test
  void paddingDoesNotGoOnForever() {
    for (int most : new int[] {1, 5, 200}) {
      GenerationOptions options = OPTIONS.withMaxTokens(most);
      Generation result = generate(always(new int[] {pad, pad, pad, pad}), options, 1, 2, 3, 4);
      assertThat(result.ids()).isEmpty();
      assertThat(result.text()).isEmpty();
      assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
      assertThat(result.steps()).isEqualTo((most + K - 1) / K + 1);
    }
  }

  @Test
  void theEndOfADocumentEndsTheText() {
    Generation result = generate(always(new int[] {7, eos, 8, 9}), OPTIONS, 1, 2, 3, 4);
    assertThat(result.ids()).containsExactly(7);
    assertThat(result.stop()).isEqualTo(StopReason.STOP_ID);
    Generation other =
        generate(
            always(new int[] {7, eos, 8, 9}), OPTIONS.withStopIds(java.util.Set.of(9)), 1, 2, 3, 4);
    assertThat(other.ids()).containsExactly(7, eos, 8);
  }

  /** At temperature 1 the first candidate that begins so is an exact draw. */
  @Test
  void theFirstCandidateWithThePrefixWins() {
    IntBinaryOperator script =
        always(
            new int[] {9, 50, 51, 52},
            new int[] {5, 60, 61, 62},
            new int[] {5, 6, 71, 72},
            new int[] {5, 6, 81, 82});
    assertThat(generate(script, OPTIONS.withMaxTokens(3), 1, 2, 3, 4, 5).ids())
        .containsExactly(60, 61, 62);
    assertThat(generate(script, OPTIONS.withMaxTokens(2), 1, 2, 3, 4, 5, 6).ids())
        .containsExactly(71, 72);
  }

  /** Below, those that begin so vote: here only one chunk is there twice. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void candidatesWithThePrefixVote(boolean exact) {
    IntBinaryOperator script =
        always(
            new int[] {9, 50, 51, 52},
            new int[] {9, 50, 51, 52},
            new int[] {5, 60, 61, 62},
            new int[] {5, 70, 71, 72},
            new int[] {5, 70, 71, 72});
    GenerationOptions options =
        exact ? OPTIONS.withExactTemperature(0.5) : OPTIONS.withTemperature(0.5);
    for (int seed = 1; seed <= 5; seed++) {
      GenerationOptions seeded = options.withSeed(seed).withMaxTokens(3).withCandidates(5);
      assertThat(generate(script, seeded, 1, 2, 3, 4, 5).ids()).containsExactly(70, 71, 72);
    }
  }

  /** If none begins so, the prompt stays what it is and the closest gives the rest. */
  @ParameterizedTest
  @CsvSource({"1, false", "0.5, false", "0.7, true"})
  void theClosestCandidateGivesTheRest(double temperature, boolean exact) {
    IntBinaryOperator script =
        (call, token) ->
            call == 0
                ? always(
                        new int[] {9, 6, 51, 52},
                        new int[] {5, 7, 61, 62},
                        new int[] {5, 8, 71, 72})
                    .applyAsInt(call, token)
                : 40 + token % K;
    GenerationOptions options =
        exact ? OPTIONS.withExactTemperature(temperature) : OPTIONS.withTemperature(temperature);
    Generation result = generate(script, options.withMaxTokens(4), 1, 2, 3, 4, 5, 6);
    assertThat(result.ids()).containsExactly(61, 62, 40, 41);
  }

  /** A chunk of probability 3/4 and one of 1/4, at every temperature in its due proportion. */
  @ParameterizedTest
  @CsvSource({
    "1, false, 0.75",
    "0.5, false, 0.9",
    "1, true, 0.75",
    "0.5, true, 0.9",
    "0.7, true, 0.8277"
  })
  void chunksComeInProportion(double temperature, boolean exact, double expected) {
    IntBinaryOperator script =
        (call, token) ->
            new SplittableRandom(1_000_003L * call + token / K).nextInt(4) < 3 ? 20 : 30;
    int chunks = 60;
    GenerationOptions options =
        exact ? OPTIONS.withExactTemperature(temperature) : OPTIONS.withTemperature(temperature);
    Map<Integer, Integer> counts = new HashMap<>();
    ScriptedCodec codec = new ScriptedCodec(K, TinyLm.LATENT, lm.config.vocabSize(), "", script);
    try (Generator generator = lm.generator(codec)) {
      int[][] prompts = new int[8][];
      Arrays.fill(prompts, new int[] {1, 2, 3, 4});
      List<Generation> results =
          generator.generate(
              prompts,
              options.withCandidates(50).withMaxTokens(chunks * K),
              GenerationListener.NONE);
      for (Generation result : results) {
        for (int i = 0; i < chunks; i++) {
          counts.merge(result.ids()[i * K], 1, Integer::sum);
        }
      }
    }
    double share = counts.get(20) / (8.0 * chunks);
    double deviation = Math.sqrt(expected * (1 - expected) / (8 * chunks));
    assertThat(share).isCloseTo(expected, Offset.offset(4 * deviation));
  }
}
