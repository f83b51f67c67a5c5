package org.calm4j.lm.ar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmData;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.TinyRuns;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the token-level model, small ones: trained, resumed, opened, refused. */
class ArRunTest {
  private static final CalmData DATA = new CalmData(4, 40, 8, true);
  private static final Tokenizer TOKENIZER = Tokenizers.of("r50k:300");

  private static Engine engine;
  private static TokenStore train;
  private static TokenStore valid;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    engine = new Engine(2);
    train = TinyRuns.stories(TOKENIZER, "stories:0.05:1");
    valid = TinyRuns.stories(TOKENIZER, "stories:0.01:2");
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static ArRecipe recipe(CalmData data) {
    BackboneConfig backbone = new BackboneConfig(16, 40, 2, 2, 1, 64, 10000, 1e-6);
    return new ArRecipe(
        ArConfig.of(TOKENIZER.vocabularySize(), backbone), data, AdamWOptions.published());
  }

  private static ArRun run(Path out, CalmData data, TrainingOptions options, boolean resume) {
    return new ArRun(out, recipe(data), options, TOKENIZER, train, valid, engine, resume);
  }

  @Test
  void learnsSavesScoresAndGenerates() throws IOException {
    Path out = folder.resolve("run");
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses().get("loss"));
          }
        };
    TrainingResult result;
    TrainingOptions options =
        TinyRuns.steps(60).withEvaluateEvery(20).withBest(new BestMetric("cross_entropy", false));
    try (ArRun run = run(out, DATA, options, false)) {
      result = run.train(List.of(listener));
      Map<String, Double> held = run.training().evaluate();
      assertThat(held.keySet()).containsExactly("cross_entropy", "perplexity");
      assertThat(held.get("cross_entropy")).isEqualTo(result.best().value());
      assertThat(held.get("perplexity")).isEqualTo(Math.exp(held.get("cross_entropy")));
      assertThat(run.training().report().flops()).isPositive();
    }
    assertThat(result.tokens()).isEqualTo(60 * 4 * 40);
    assertThat(losses.get(0)).isCloseTo(Math.log(300), Offset.offset(0.2));
    assertThat(losses.get(59)).isLessThan(0.8 * losses.get(0));

    try (LanguageModel opened = LanguageModel.open(out, engine)) {
      ArModel model = (ArModel) opened;
      assertThat(model.config()).isEqualTo(recipe(DATA).model());
      assertThat(model.provenance().kind()).isEqualTo("ar");
      assertThat(model.provenance().metrics()).containsKeys("cross_entropy", "perplexity");
      GenerationOptions some = GenerationOptions.standard().withTemperature(1).withMaxTokens(20);
      Generation story = model.generate("Once upon a time", some);
      assertThat(story.ids()).hasSizeBetween(1, 20);
      assertThat(model.generate("Once upon a time", some).ids()).isEqualTo(story.ids());
      int[] text = valid.document(0);
      double perplexity = model.perplexity(Arrays.copyOf(text, 65));
      assertThat(perplexity).isBetween(5.0, 300.0);
      assertThat(model.perplexity(new int[] {text[0], 299})).isGreaterThan(perplexity);
      rollsOut(model, text);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.open(out, engine))
        .withMessage("%s holds a model of kind ar where one of kind calm-energy is needed", out);
    Path copy = folder.resolve("copy");
    ModelDirectory.copy(out, copy);
    Files.writeString(copy.resolve("config.json"), "{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LanguageModel.open(copy, engine))
        .withMessageContaining("config.json is damaged");
  }

  /** Trained within documents, it sees nothing before a BOS, and says of a text what it scores. */
  private static void rollsOut(ArModel model, int[] text) {
    assertThat(model.withinDocuments()).isTrue();
    RolloutModel rollouts = model.rollouts();
    assertThat(rollouts.chunkSize()).isEqualTo(1);
    assertThat(rollouts.contextTokens()).isEqualTo(64);
    assertThat(rollouts.padId()).isEqualTo(TOKENIZER.padId());
    int[] ids = Arrays.copyOf(text, 21);
    int[] behind = new int[41]; // another document before it
    System.arraycopy(text, 0, behind, 0, 20);
    System.arraycopy(ids, 0, behind, 20, 21);
    int[] next = Arrays.copyOfRange(ids, 1, 21);
    try (ExactRollouts alone = (ExactRollouts) rollouts.open(ids, 1);
        ExactRollouts second = (ExactRollouts) rollouts.open(behind, 1)) {
      double[] expected = alone.probabilities(IntStream.range(0, 20).toArray(), next);
      double[] actual = second.probabilities(IntStream.range(20, 40).toArray(), next);
      double sum = 0;
      for (int i = 0; i < 20; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], Offset.offset(1e-5 * expected[i]));
        sum -= Math.log(expected[i]);
      }
      assertThat(sum / 20).isCloseTo(model.crossEntropy(ids), Offset.offset(1e-5));
    }
  }

  @Test
  void stoppedAndResumedItEndsWithTheSameBits() {
    Path whole = folder.resolve("whole");
    Map<String, float[]> expected;
    try (ArRun run = run(whole, DATA, TinyRuns.steps(12), false)) {
      run.train(List.of());
      expected = TinyRuns.floats(run.training().parameters());
    }
    Path parts = folder.resolve("parts");
    try (ArRun run = run(parts, DATA, TinyRuns.steps(12), false)) {
      assertThat(run.train(List.of(TinyRuns.stoppingAfter(5, run))).steps()).isEqualTo(5);
    }
    try (ArRun run = run(parts, DATA, TinyRuns.steps(12), true)) {
      assertThat(run.train(List.of()).steps()).isEqualTo(12);
      TinyRuns.sameBits(TinyRuns.floats(run.training().parameters()), expected);
    }
    TinyRuns.sameBits(TinyRuns.checkpoint(parts), TinyRuns.checkpoint(whole));
  }

  @Test
  void documentsMayBeSeenThrough() {
    List<Double> held = new ArrayList<>();
    for (boolean within : new boolean[] {true, false}) {
      CalmData data = new CalmData(4, 40, 80, within);
      try (ArTraining training = new ArTraining(recipe(data), train, valid, 1, engine)) {
        held.add(training.evaluate().get("cross_entropy"));
      }
    }
    assertThat(held).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Path out = folder.resolve("out");
    Tokenizer bytes = Tokenizers.of("bytes");
    TokenStore foreign = TinyRuns.stories(bytes, "stories:0.01:1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ArRun(
                    out, recipe(DATA), TinyRuns.steps(2), TOKENIZER, foreign, valid, engine, false))
        .withMessageContaining("was made with tokenizer bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ArRun(
                    out, recipe(DATA), TinyRuns.steps(2), bytes, foreign, foreign, engine, false))
        .withMessage("the model has 300 ids but its tokenizer bytes has 259");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ArTraining(recipe(DATA), foreign, valid, 1, engine))
        .withMessage(
            "the model has 300 ids, but stories:0.01:1 was tokenized with 259:"
                + " make vocab_size the tokenizer's");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe(new CalmData(1, 65, 1, true)))
        .withMessageContaining("a text of 65 tokens does not fit the context of 64 positions");
    assertThat(out).doesNotExist();
  }
}
