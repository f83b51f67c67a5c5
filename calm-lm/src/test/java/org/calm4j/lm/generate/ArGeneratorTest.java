package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.calm4j.core.engine.layer.Spelling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Generation over tokens: what callers get, and how often. */
class ArGeneratorTest {
  private static final GenerationOptions OPTIONS =
      GenerationOptions.standard().withTemperature(1).withMaxTokens(30).withStopIds(Set.of(-1));

  private static TinyAr lm;

  @BeforeAll
  static void open() {
    lm = new TinyAr();
  }

  @AfterAll
  static void stop() {
    lm.close();
  }

  private static Generation generate(int[] prompt, GenerationOptions options) {
    return lm.generator.generate(new int[][] {prompt}, options, GenerationListener.NONE).get(0);
  }

  private static Generation generate(String prompt, GenerationOptions options) {
    return generate(lm.prompt(prompt), options);
  }

  /** Probabilities of the next token, in float64 from logits of the composed spelling. */
  private static double[] probabilities(int[] prompt, double temperature) {
    try (ContextStates whole = lm.recomputed(Spelling.COMPOSED, 1);
        TokenHead head = lm.head(Spelling.COMPOSED)) {
      INDArray logits = head.logits(whole.append(new int[][] {prompt}));
      double[] p = new double[(int) logits.length()];
      double sum = 0;
      for (int i = 0; i < p.length; i++) {
        p[i] = Math.exp(logits.getDouble(i) / temperature);
        sum += p[i];
      }
      for (int i = 0; i < p.length; i++) {
        p[i] /= sum;
      }
      return p;
    }
  }

  /** Pearson's test; ids that are expected fewer than ten times count as one. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.7, 0.5, 0.25})
  void tokensComeAsOftenAsTheirProbability(double temperature) {
    int[] prompt = lm.prompt("Once");
    double[] p = probabilities(prompt, temperature);
    int[][] prompts = new int[50][];
    Arrays.fill(prompts, prompt);
    int rounds = 100;
    long[] counts = new long[p.length];
    GenerationOptions options = OPTIONS.withExactTemperature(temperature).withMaxTokens(1);
    for (int seed = 0; seed < rounds; seed++) {
      lm.generator
          .generate(prompts, options.withSeed(seed), GenerationListener.NONE)
          .forEach(one -> Arrays.stream(one.ids()).forEach(id -> counts[id]++));
    }
    double draws = rounds * 50.0;
    double statistic = 0;
    double rareExpected = 0;
    double rareCount = draws - Arrays.stream(counts).sum(); // padding is not returned
    int kinds = 0;
    for (int id = 0; id < p.length; id++) {
      double expected = draws * p[id];
      if (expected < 10) {
        rareExpected += expected;
        rareCount += counts[id];
      } else if (id != lm.tokenizer.padId()) {
        statistic += (counts[id] - expected) * (counts[id] - expected) / expected;
        kinds++;
      }
    }
    assertThat(kinds).isGreaterThan(3);
    statistic += (rareCount - rareExpected) * (rareCount - rareExpected) / rareExpected;
    // Normal approximation of the distribution with `kinds` degrees of freedom, 4 deviations.
    assertThat(statistic).isLessThan(kinds + 4 * Math.sqrt(2.0 * kinds) + 4);
  }

  @Test
  void aSeedDecides() {
    Generation first = generate("The bear", OPTIONS.withSeed(7));
    assertThat(first.ids()).hasSize(30);
    assertThat(Arrays.stream(first.ids()).distinct().count()).isGreaterThan(8);
    assertThat(generate("The bear", OPTIONS.withSeed(7)).ids()).isEqualTo(first.ids());
    assertThat(generate("The bear", OPTIONS.withSeed(8)).ids()).isNotEqualTo(first.ids());
    assertThat(first.text()).isEqualTo(lm.tokenizer.decode(first.ids()));
  }

  @Test
  void aPromptGetsTheSameWhoeverIsBesideIt() {
    int[][] some = {lm.prompt("The bear"), lm.prompt("abc"), lm.prompt("Once upon a time, ab")};
    List<Generation> all = lm.generator.generate(some, OPTIONS, GenerationListener.NONE);
    int[][] others = {lm.prompt("x"), some[1], lm.prompt("It was a tiny thing"), some[0]};
    List<Generation> other = lm.generator.generate(others, OPTIONS, GenerationListener.NONE);
    assertThat(other.get(1).ids()).isEqualTo(all.get(1).ids());
    assertThat(generate(some[0], OPTIONS).ids()).isEqualTo(all.get(0).ids());
    assertThat(other.get(3).ids()).isNotEqualTo(all.get(0).ids());
    for (int i = 0; i < 3; i++) {
      assertThat(all.get(i).promptTokens()).isEqualTo(some[i].length);
    }
  }

  @Test
  void greedyNeedsNoSeedAndIsTheLimitOfLowTemperatures() {
    int[] greedy = generate("The bear", OPTIONS.withGreedy()).ids();
    assertThat(generate("The bear", OPTIONS.withGreedy().withSeed(9)).ids()).isEqualTo(greedy);
    GenerationOptions cold = OPTIONS.withMaxDraws(Integer.MAX_VALUE);
    assertThat(generate("The bear", cold.withExactTemperature(1e-6)).ids()).isEqualTo(greedy);
    assertThat(generate("The bear", cold.withExactTemperature(Double.MIN_VALUE)).ids())
        .isEqualTo(greedy);
  }

  @Test
  void nothingFromAStopIdOn() {
    int[] whole = generate("Once upon a time", OPTIONS).ids();
    int[] other = generate("abc", OPTIONS).ids();
    int stop = whole[4];
    int at = (int) Arrays.stream(whole).takeWhile(id -> id != stop).count();
    Generation stopped = generate("Once upon a time", OPTIONS.withStopIds(Set.of(stop)));
    assertThat(stopped.ids()).isEqualTo(Arrays.copyOf(whole, at));
    assertThat(stopped.stop()).isEqualTo(StopReason.STOP_ID);
    assertThat(stopped.steps()).isEqualTo(at + 1);
    assertThat(other).hasSize(30);
  }

  @Test
  void theContextCanBeFilledToTheEnd() {
    int most = TinyAr.POSITIONS - 6;
    Generation all = generate("Once ", OPTIONS.withMaxTokens(most));
    assertThat(all.ids().length).isBetween(most - 5, most); // padding is not returned
    assertThat(all.stop()).isEqualTo(StopReason.LENGTH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate("Once ", OPTIONS.withMaxTokens(most + 1)))
        .withMessage(
            "a prompt of 6 tokens and %d to generate do not fit the context of 128 tokens:"
                + " shorten the prompt or generate at most %d",
            most + 1, most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate("x".repeat(200), OPTIONS))
        .withMessage(
            "a prompt of 201 tokens does not fit the context of 128 tokens,"
                + " the last of which is for what follows: shorten it to at most 127");
  }

  @Test
  void aListenerHearsEveryTokenAndCancels() {
    int[] whole = generate("Once upon a time", OPTIONS).ids();
    List<Integer> heard = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    GenerationListener six =
        new GenerationListener() {
          @Override
          public void onChunk(GeneratedChunk chunk) {
            Arrays.stream(chunk.ids()).forEach(heard::add);
            text.append(chunk.text());
          }

          @Override
          public boolean cancelled() {
            return heard.size() == 6;
          }
        };
    Generation result = lm.generator.generate(List.of("Once upon a time"), OPTIONS, six).get(0);
    assertThat(result.stop()).isEqualTo(StopReason.CANCELLED);
    assertThat(result.ids()).isEqualTo(Arrays.copyOf(whole, 6));
    assertThat(heard).isEqualTo(Arrays.stream(result.ids()).boxed().toList());
    assertThat(result.text()).startsWith(text.toString());
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    List<Callable<int[]>> tasks = new ArrayList<>();
    List<int[]> alone = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      GenerationOptions options = OPTIONS.withSeed(i);
      String prompt = "abcdefghij".substring(0, 1 + i);
      alone.add(generate(prompt, options).ids());
      tasks.add(() -> generate(prompt, options).ids());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<int[]>> together = threads.invokeAll(tasks);
      for (int i : IntStream.range(0, 8).toArray()) {
        assertThat(together.get(i).get()).as("task " + i).isEqualTo(alone.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lm.generator.generate(List.of(), OPTIONS, GenerationListener.NONE))
        .withMessage("there is no prompt: give at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate(new int[] {1, 259}, OPTIONS))
        .withMessage("the prompt holds the id 259, outside the vocabulary of 259");
    ArGenerator closed = new ArGenerator(lm.config, lm.weights, lm.tokenizer, lm.engine);
    closed.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.generate(List.of("a"), OPTIONS, GenerationListener.NONE))
        .withMessage("the language model is closed");
  }
}
