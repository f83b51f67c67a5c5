package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
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
import org.calm4j.core.sampling.DrawLimitException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Generation with a real codec: what callers get, and what they hear on the way. */
class GeneratorTest {
  private static final int K = TinyLm.K;
  private static final GenerationOptions OPTIONS =
      GenerationOptions.standard().withCandidates(20).withMaxTokens(30);

  private static TinyLm lm;
  private static Generator generator;

  @BeforeAll
  static void open() {
    lm = new TinyLm();
    generator = lm.generator();
  }

  @AfterAll
  static void stop() {
    generator.close();
    lm.close();
  }

  private static Generation generate(int[] prompt, GenerationOptions options) {
    return generator.generate(new int[][] {prompt}, options, GenerationListener.NONE).get(0);
  }

  private static Generation generate(String prompt, GenerationOptions options) {
    return generate(lm.prompt(prompt), options);
  }

  /** Options by name, every way of sampling among them. */
  private static GenerationOptions sampling(String name) {
    return switch (name) {
      case "one" -> OPTIONS.withTemperature(1);
      case "half" -> OPTIONS.withTemperature(0.5);
      case "exact" -> OPTIONS.withExactTemperature(0.7);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Test
  void theModelHasSomethingToSay() {
    int[] ids = generate("Once upon a time", OPTIONS.withMaxTokens(100).withTemperature(1)).ids();
    assertThat(ids).hasSize(100).doesNotContain(lm.tokenizer.padId(), lm.tokenizer.eosId());
    assertThat(Arrays.stream(ids).distinct().count()).isGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"one", "half", "exact"})
  void aSeedDecides(String sampling) {
    GenerationOptions options = sampling(sampling);
    Generation first = generate("The bear", options.withSeed(7));
    assertThat(generate("The bear", options.withSeed(7)).ids()).isEqualTo(first.ids());
    assertThat(IntStream.range(8, 12))
        .anySatisfy(
            seed ->
                assertThat(generate("The bear", options.withSeed(seed)).ids())
                    .isNotEqualTo(first.ids()));
    assertThat(first.text()).isEqualTo(lm.tokenizer.decode(first.ids()));
  }

  /** Whatever the others are: longer, shorter, no whole chunks, ended already. */
  @ParameterizedTest
  @CsvSource({"one", "half", "exact"})
  void aPromptGetsTheSameWhoeverIsBesideIt(String sampling) {
    GenerationOptions options = sampling(sampling);
    int[][] some = {lm.prompt("The bear"), lm.prompt("abc"), lm.prompt("Once upon a time, ab")};
    int[][] others = {lm.prompt("xyz"), lm.prompt("abc"), lm.prompt("It was a tiny thing")};
    List<Generation> first = generator.generate(some, options, GenerationListener.NONE);
    List<Generation> second = generator.generate(others, options, GenerationListener.NONE);
    assertThat(second.get(1).ids()).isEqualTo(first.get(1).ids());
    assertThat(second.get(2).ids()).isNotEqualTo(first.get(2).ids());
    for (int seed = 1; seed <= 5; seed++) {
      for (int[] prompt : some) {
        GenerationOptions seeded = options.withSeed(seed).withMaxTokens(10);
        Generation alone = generate(prompt, seeded);
        for (int[] other : List.of(others[1], some[2])) { // whole chunks, and not
          List<Generation> batch =
              generator.generate(new int[][] {prompt, other}, seeded, GenerationListener.NONE);
          assertThat(batch.get(0).ids()).isEqualTo(alone.ids());
        }
      }
    }
  }

  @Test
  void equalPromptsOfABatchDiffer() {
    int[] prompt = lm.prompt("abc");
    List<Generation> both =
        generator.generate(new int[][] {prompt, prompt}, OPTIONS, GenerationListener.NONE);
    assertThat(both.get(1).ids()).isNotEqualTo(both.get(0).ids());
  }

  @Test
  void textsAreTheirIdsBehindABos() {
    List<Generation> texts =
        generator.generate(List.of("Once", "upon a"), OPTIONS, GenerationListener.NONE);
    List<Generation> ids =
        generator.generate(
            new int[][] {lm.prompt("Once"), lm.prompt("upon a")}, OPTIONS, GenerationListener.NONE);
    for (int i = 0; i < 2; i++) {
      assertThat(texts.get(i).ids()).isEqualTo(ids.get(i).ids());
      assertThat(texts.get(i).promptTokens()).isEqualTo(i == 0 ? 5 : 7);
    }
  }

  @Test
  void nothingFromAStopIdOn() {
    Generation free = generate("Once upon a time", OPTIONS);
    assertThat(free.stop()).isEqualTo(StopReason.LENGTH);
    for (int at : new int[] {0, 1, 6, 29}) {
      int stop = free.ids()[at];
      int first = IntStream.range(0, 30).filter(i -> free.ids()[i] == stop).findFirst().orElse(-1);
      Generation stopped =
          generate("Once upon a time", OPTIONS.withStopIds(Set.of(stop, lm.tokenizer.padId())));
      assertThat(stopped.ids()).isEqualTo(Arrays.copyOf(free.ids(), first));
      assertThat(stopped.stop()).isEqualTo(StopReason.STOP_ID);
    }
    Generation two =
        generate("Once upon a time", OPTIONS.withStopIds(Set.of(free.ids()[20], free.ids()[5])));
    assertThat(two.ids().length).isLessThanOrEqualTo(5);
  }

  /** One text of a batch ends, the others go on as if it were not there. */
  @Test
  void aTextThatEndsDoesNotEndTheOthers() {
    int[][] prompts = {lm.prompt("Once upon a time"), lm.prompt("The bear")};
    List<Generation> free = generator.generate(prompts, OPTIONS, GenerationListener.NONE);
    int[] other = free.get(1).ids();
    int stop =
        Arrays.stream(free.get(0).ids(), 0, 8)
            .filter(id -> Arrays.stream(other).noneMatch(x -> x == id))
            .findFirst()
            .orElseThrow();
    List<Generation> both =
        generator.generate(prompts, OPTIONS.withStopIds(Set.of(stop)), GenerationListener.NONE);
    assertThat(both.get(0).stop()).isEqualTo(StopReason.STOP_ID);
    assertThat(both.get(0).ids().length).isLessThan(8);
    assertThat(both.get(0).steps()).isLessThanOrEqualTo(2);
    assertThat(both.get(1).ids()).isEqualTo(other);
    assertThat(both.get(1).stop()).isEqualTo(StopReason.LENGTH);
  }

  @Test
  void theMaximumCountsTokensEvenInsideAChunk() {
    int[] whole = generate("Once upon a time", OPTIONS).ids();
    for (int most = 1; most <= 9; most++) {
      Generation some = generate("Once upon a time", OPTIONS.withMaxTokens(most));
      assertThat(some.ids()).isEqualTo(Arrays.copyOf(whole, most));
      assertThat(some.stop()).isEqualTo(StopReason.LENGTH);
      // 17 tokens of prompt: 1 of them begins the first chunk.
      assertThat(some.steps()).isEqualTo((most + 1 + K - 1) / K);
      assertThat(some.chunkSeconds()).hasSize(some.steps()).isSorted();
      assertThat(some.seconds()).isGreaterThanOrEqualTo(some.promptSeconds());
    }
  }

  @Test
  void theContextCanBeFilledToTheEnd() {
    int most = (TinyLm.POSITIONS - 1) * K - 6;
    Generation all = generate("Once ", OPTIONS.withTemperature(1).withMaxTokens(most));
    assertThat(all.ids()).hasSize(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate("Once ", OPTIONS.withMaxTokens(most + 1)))
        .withMessage(
            "a prompt of 6 tokens and %d to generate do not fit the context of 256 tokens"
                + " (64 positions of 4): shorten the prompt or generate at most %d",
            most + 1, most);
  }

  /** What a listener hears, put together, is the result. */
  @ParameterizedTest
  @CsvSource({"one", "half", "exact"})
  void aListenerHearsTheResult(String sampling) {
    int[][] prompts = {lm.prompt("Once upon a time"), lm.prompt("abc"), lm.prompt("A b")};
    List<GenerationListener.GeneratedChunk> heard = new ArrayList<>();
    List<Generation> free = generator.generate(prompts, sampling(sampling), heard::add);
    Set<Integer> stop = Set.of(free.get(2).ids()[5]);
    heard.clear();
    List<Generation> results =
        generator.generate(prompts, sampling(sampling).withStopIds(stop), heard::add);
    for (int prompt = 0; prompt < 3; prompt++) {
      List<Integer> ids = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      int steps = 0;
      for (GenerationListener.GeneratedChunk chunk : heard) {
        if (chunk.prompt() == prompt) {
          Arrays.stream(chunk.ids()).forEach(ids::add);
          text.append(chunk.text());
          assertThat(chunk.seconds()).isEqualTo(results.get(prompt).chunkSeconds().get(steps++));
        }
      }
      assertThat(ids).isEqualTo(Arrays.stream(results.get(prompt).ids()).boxed().toList());
      assertThat(text.toString()).isEqualTo(results.get(prompt).text());
      assertThat(steps).isEqualTo(results.get(prompt).steps());
    }
    assertThat(heard.stream().mapToDouble(GenerationListener.GeneratedChunk::seconds).toArray())
        .isSorted();
  }

  @Test
  void aListenerCancels() {
    int[] whole = generate("Once upon a time", OPTIONS).ids();
    List<int[]> heard = new ArrayList<>();
    GenerationListener two =
        new GenerationListener() {
          @Override
          public void onChunk(GeneratedChunk chunk) {
            heard.add(chunk.ids());
          }

          @Override
          public boolean cancelled() {
            return heard.size() == 2;
          }
        };
    Generation cancelled =
        generator.generate(new int[][] {lm.prompt("Once upon a time")}, OPTIONS, two).get(0);
    assertThat(cancelled.stop()).isEqualTo(StopReason.CANCELLED);
    assertThat(cancelled.ids()).isEqualTo(Arrays.copyOf(whole, 2 * K - 1));
    assertThat(heard).hasSize(2);
  }

  @Test
  void anInterruptCancelsAndIsKept() {
    int[] whole = generate("Once upon a time", OPTIONS).ids();
    int[] steps = new int[1];
    GenerationListener third =
        chunk -> {
          if (++steps[0] == 3) {
            Thread.currentThread().interrupt();
          }
        };
    Generation cancelled;
    boolean flag;
    try {
      cancelled =
          generator.generate(new int[][] {lm.prompt("Once upon a time")}, OPTIONS, third).get(0);
    } finally {
      flag = Thread.interrupted();
    }
    assertThat(flag).isTrue();
    assertThat(cancelled.stop()).isEqualTo(StopReason.CANCELLED);
    assertThat(cancelled.ids()).isEqualTo(Arrays.copyOf(whole, 3 * K - 1));
    assertThat(generate("Once upon a time", OPTIONS).ids()).isEqualTo(whole);
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    String[] prompts = {"Once upon a time", "abc", "The bear and the fox went to", "", "x"};
    List<Callable<int[]>> tasks = new ArrayList<>();
    List<int[]> alone = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      GenerationOptions options = OPTIONS.withSeed(i).withTemperature(i % 2 == 0 ? 1 : 0.5);
      int[] prompt = lm.prompt(prompts[i % prompts.length]);
      alone.add(generate(prompt, options).ids());
      tasks.add(() -> generate(prompt, options).ids());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<int[]>> together = threads.invokeAll(tasks);
      for (int i = 0; i < tasks.size(); i++) {
        assertThat(together.get(i).get()).as("task " + i).isEqualTo(alone.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The text goes on from the whole prompt, whose last tokens are not repeated. */
  @Test
  void matchedPromptsGoOnWhereTheyEnd() {
    for (int length = 5; length <= 8; length++) {
      int rest = length % K;
      int[] prompt = Arrays.copyOf(lm.prompt("Once upon"), length);
      Generation result = generate(prompt, OPTIONS.withMaxTokens(20 - rest));
      assertThat(result.promptTokens()).isEqualTo(length);
      assertThat(result.steps()).isEqualTo(5);
      assertThat(result.ids()).hasSize(20 - rest);
      // The first chunk complete, the same text goes on with the random numbers of later steps.
      int[] longer = Arrays.copyOf(prompt, length + K - rest);
      System.arraycopy(result.ids(), 0, longer, length, K - rest);
      if (rest > 0) {
        assertThat(contexts(prompt, 2).get(1)).isEqualTo(contexts(longer, 1).get(0));
      }
    }
  }

  /** Hidden states that chunks are drawn from, step by step, rounded. */
  private static List<List<Long>> contexts(int[] prompt, int steps) {
    List<List<Long>> contexts = new ArrayList<>();
    try (CachedStates states = lm.cached(1, 16);
        HeadSampler head =
            new HeadSampler(
                lm.config, lm.weights, lm.engine, org.calm4j.core.engine.layer.Spelling.FUSED)) {
      generator.run(
          new int[][] {prompt},
          OPTIONS.withMaxTokens(20 - prompt.length % K),
          new GenerationListener() {
            @Override
            public void onChunk(GeneratedChunk chunk) {}

            @Override
            public boolean cancelled() {
              return contexts.size() == steps;
            }
          },
          Draws.of(
              new org.calm4j.core.random.RandomStreams(1),
              new org.calm4j.core.engine.kernel.NoiseBlocks(lm.engine.kernels().workers()),
              org.calm4j.lm.head.Distribution.CENTERED),
          states,
          head,
          (step, hidden, chunks) ->
              contexts.add(
                  IntStream.range(0, 16)
                      .mapToObj(i -> Math.round(hidden.getDouble(0, i) * 1e4))
                      .toList()));
    }
    return contexts;
  }

  @ParameterizedTest
  @EnumSource
  void everyAlignmentGeneratesAndWholeChunksNeedNone(PromptAlignment alignment) {
    GenerationOptions options = OPTIONS.withAlignment(alignment).withMaxTokens(10);
    assertThat(generate("Once upon a time", options).ids()).hasSize(10);
    assertThat(generate("abc", options).ids())
        .isEqualTo(generate("abc", OPTIONS.withMaxTokens(10)).ids());
  }

  @Test
  void alignmentsDiffer() {
    int[] match = generate("Once upon", OPTIONS).ids();
    int[] left = generate("Once upon", OPTIONS.withAlignment(PromptAlignment.LEFT_PADDING)).ids();
    int[] right = generate("Once upon", OPTIONS.withAlignment(PromptAlignment.RIGHT_PADDING)).ids();
    assertThat(left).isNotEqualTo(match).isNotEqualTo(right);
    assertThat(right).isNotEqualTo(match);
  }

  @Test
  void anyTemperatureWorksExactly() {
    Generation result = generate("Once upon a time", OPTIONS.withExactTemperature(0.7));
    assertThat(result.ids()).hasSize(30);
    // At temperature 1 the exact algorithm has nothing to do.
    assertThat(generate("abc", OPTIONS.withExactTemperature(1)).ids())
        .isEqualTo(generate("abc", OPTIONS.withTemperature(1)).ids());
  }

  @Test
  void theLimitOfDrawsIsTold() {
    GenerationOptions options = OPTIONS.withExactTemperature(0.7).withMaxDraws(2);
    assertThatExceptionOfType(DrawLimitException.class)
        .isThrownBy(() -> generate("abc", options.withMaxTokens(200)))
        .withMessage(
            "no chunk was accepted at temperature 0.7 within 2 draws:"
                + " raise the limit, raise the temperature, or use the batch approximation");
    assertThat(generate("abc", OPTIONS).ids()).hasSize(30);
  }

  @Test
  void promptsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator.generate(List.of(), OPTIONS, GenerationListener.NONE))
        .withMessage("there is no prompt: give at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generator.generate(List.of("a", ""), OPTIONS, GenerationListener.NONE))
        .withMessage("the prompt is empty: give at least one character");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate(new int[0], OPTIONS))
        .withMessage("the prompt is empty: give at least one token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate(new int[] {1, 259}, OPTIONS))
        .withMessage("the prompt holds the id 259, outside the vocabulary of 259");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate(new int[] {-1}, OPTIONS))
        .withMessage("the prompt holds the id -1, outside the vocabulary of 259");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> generate("x".repeat(300), OPTIONS))
        .withMessage(
            "a prompt of 301 tokens does not fit the context of 256 tokens (64 positions of 4),"
                + " the last of which is for what follows: shorten it to at most 251");
  }

  @Test
  void aClosedModelSaysSo() {
    Generator closed = lm.generator();
    closed.generate(List.of("a"), OPTIONS, GenerationListener.NONE);
    closed.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.generate(List.of("a"), OPTIONS, GenerationListener.NONE))
        .withMessage("the language model is closed");
  }
}
