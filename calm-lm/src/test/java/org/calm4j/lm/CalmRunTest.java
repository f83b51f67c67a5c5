package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.NonFiniteLossException;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, small ones: over a trained autoencoder, interrupted, resumed, refused. */
class CalmRunTest {
  @TempDir private static Path shared;
  private static TinyRuns runs;

  @TempDir private Path folder;

  @BeforeAll
  static void autoencoder() {
    runs = new TinyRuns(shared);
  }

  @AfterAll
  static void stop() {
    runs.close();
  }

  @Test
  void learnsSavesAndGenerates() throws IOException {
    Path out = folder.resolve("run");
    List<Map<String, Double>> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses());
          }
        };
    TrainingResult result;
    Map<String, float[]> weights;
    try (CalmRun run =
        runs.run(
            out,
            TinyRuns.steps(60).withEvaluateEvery(20).withBest(new BestMetric("energy_loss", false)),
            false)) {
      result = run.train(List.of(listener));
      weights = TinyRuns.floats(run.training().parameters());
      assertThat(run.training().report().flops()).isPositive();
      // Always the same noise.
      assertThat(run.training().evaluate()).isEqualTo(run.training().evaluate());
      assertThat(run.training().evaluate().get("energy_loss")).isEqualTo(result.best().value());
    }
    assertThat(result.steps()).isEqualTo(60);
    assertThat(result.tokens()).isEqualTo(60 * 4 * 15 * 4);
    assertThat(losses).hasSize(60);
    for (Map<String, Double> terms : losses) {
      double loss = 2 * terms.get("across") - terms.get("within");
      assertThat(terms.get("loss")).isCloseTo(loss, Offset.offset(1e-4 * Math.abs(loss)));
    }
    double before =
        losses.subList(0, 5).stream().mapToDouble(l -> l.get("loss")).average().orElse(0);
    double after =
        losses.subList(50, 60).stream().mapToDouble(l -> l.get("loss")).average().orElse(0);
    assertThat(after).isLessThan(0.9 * before);
    List<Double> held =
        result.evaluations().stream().map(e -> e.metrics().get("energy_loss")).toList();
    assertThat(held).hasSize(3);
    assertThat(held.get(2)).isLessThan(held.get(0));

    try (CalmModel model = CalmModel.open(out, runs.engine)) {
      assertThat(model.config()).isEqualTo(runs.recipe(TinyRuns.DATA).model());
      assertThat(model.tokenizer().identity()).isEqualTo(runs.tokenizer.identity());
      assertThat(model.codec().latentSize()).isEqualTo(8);
      assertThat(model.provenance().kind()).isEqualTo("calm-energy");
      assertThat(model.provenance().metrics().get("energy_loss")).isEqualTo(result.best().value());
      GenerationOptions options = GenerationOptions.standard().withTemperature(1).withMaxTokens(20);
      Generation story = model.generate("Once upon a time", options);
      assertThat(story.ids()).hasSizeBetween(1, 20);
      assertThat(story.text()).isEqualTo(model.tokenizer().decode(story.ids()));
      assertThat(model.generate("Once upon a time", options).ids()).isEqualTo(story.ids());
    }
    Map<String, float[]> saved = TinyRuns.arrays(out);
    assertThat(saved).hasSameSizeAs(weights);
    weights.forEach(
        (name, values) -> assertThat(saved.get("model.safetensors/" + name)).isEqualTo(values));
  }

  /** The table's row of the padding never learns. */
  @Test
  void thePaddingStaysZero() {
    try (CalmRun run = runs.run(folder.resolve("pad"), TinyRuns.steps(5), false)) {
      run.train(List.of());
      int pad = runs.tokenizer.padId();
      assertThat(
              run.training()
                  .parameters()
                  .get("transformer.embed_tokens.weight")
                  .getRow(pad)
                  .toFloatVector())
          .containsOnly(0f);
    }
  }

  @Test
  void stoppedAndResumedItEndsWithTheSameBits() {
    Path whole = folder.resolve("whole");
    Map<String, float[]> expected;
    try (CalmRun run = runs.run(whole, TinyRuns.steps(14), false)) {
      run.train(List.of());
      expected = TinyRuns.floats(run.training().parameters());
    }
    Path parts = folder.resolve("parts");
    try (CalmRun run = runs.run(parts, TinyRuns.steps(14), false)) {
      TrainingResult stopped = run.train(List.of(TinyRuns.stoppingAfter(6, run)));
      assertThat(stopped.steps()).isEqualTo(6);
      assertThat(stopped.complete()).isFalse();
    }
    try (CalmRun run = runs.run(parts, TinyRuns.steps(14), true)) {
      TrainingResult resumed = run.train(List.of());
      assertThat(resumed.steps()).isEqualTo(14);
      TinyRuns.sameBits(TinyRuns.floats(run.training().parameters()), expected);
    }
    TinyRuns.sameBits(TinyRuns.checkpoint(parts), TinyRuns.checkpoint(whole));
  }

  @Test
  void threadsDoNotChangeTheBits() {
    List<Map<String, float[]>> results = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      Path out = folder.resolve("t" + threads);
      try (Engine own = new Engine(threads);
          CalmRun run = runs.run(out, runs.recipe(TinyRuns.DATA), TinyRuns.steps(3), false, own)) {
        run.train(List.of());
        results.add(TinyRuns.floats(run.training().parameters()));
      }
    }
    TinyRuns.sameBits(results.get(1), results.get(0));
    TinyRuns.sameBits(results.get(2), results.get(0));
  }

  @Test
  void documentsMayBeSeenThrough() {
    CalmRecipe across = runs.recipe(new CalmData(4, 15, 8, false));
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses().get("loss"));
          }
        };
    for (CalmRecipe recipe : List.of(across, runs.recipe(TinyRuns.DATA))) {
      Path out = folder.resolve("across" + losses.size());
      try (CalmRun run = runs.run(out, recipe, TinyRuns.steps(1), false, runs.engine)) {
        run.train(List.of(listener));
      }
    }
    assertThat(losses).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void accumulationLearnsFromAllMicroBatches() {
    try (CalmRun run =
        runs.run(folder.resolve("a"), TinyRuns.steps(2).withAccumulation(3), false)) {
      assertThat(run.train(List.of()).tokens()).isEqualTo(2 * 3 * 4 * 15 * 4);
    }
  }

  @Test
  void anAbsurdLearningRateStopsWithASentence() {
    Path out = folder.resolve("nan");
    TrainingOptions options =
        TrainingOptions.of(new Budget.Steps(40), new Schedule.Constant(1e30, 0))
            .withCheckpoints(1000, 1);
    try (CalmRun run = runs.run(out, options, false)) {
      assertThatExceptionOfType(NonFiniteLossException.class)
          .isThrownBy(() -> run.train(List.of()))
          .withMessageContaining("training stopped: the")
          .withMessageContaining("try a lower learning rate");
    }
    assertThat(out.resolve("model.safetensors")).doesNotExist();
    assertThat(out.resolve("autoencoder")).doesNotExist();
  }

  private CalmRun over(Tokenizer tokenizer, TokenStore train, TokenStore valid) {
    return new CalmRun(
        folder.resolve("out"),
        runs.autoencoder,
        runs.codec,
        runs.recipe(new CalmData(8, 30, 8, true)),
        TinyRuns.steps(2),
        tokenizer,
        train,
        valid,
        runs.engine,
        false);
  }

  @Test
  void textOfAnotherTokenizerIsRefused() {
    Tokenizer bytes = Tokenizers.of("bytes");
    TokenStore foreign = TinyRuns.stories(bytes, "stories:0.01:1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(runs.tokenizer, foreign, runs.valid))
        .withMessageContaining("was made with tokenizer bytes (identity")
        .withMessageContaining("not with r50k:300");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(runs.tokenizer, runs.train, foreign))
        .withMessageContaining("not with r50k:300");
    // Text and tokenizer agree, but the autoencoder has never seen such ids.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(bytes, foreign, foreign))
        .withMessage(
            "stories:0.01:1 was tokenized with another tokenizer than the autoencoder's:"
                + " tokenize it with the autoencoder's");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void anotherAutoencoderThanTheRecipesIsRefused() {
    CalmConfig model = runs.recipe(TinyRuns.DATA).model();
    CalmConfig larger =
        new CalmConfig(
            model.vocabSize(),
            model.padTokenId(),
            model.patchSize(),
            9,
            model.backbone(),
            model.head(),
            0.02);
    CalmRecipe recipe =
        new CalmRecipe(larger, TinyRuns.DATA, runs.recipe(TinyRuns.DATA).optimizer());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> runs.run(folder.resolve("out"), recipe, TinyRuns.steps(2), false, runs.engine))
        .withMessageContaining("the language model has 9 entries per vector, its autoencoder 8");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void tooLittleTextIsRefused() {
    TokenStore little = TinyRuns.stories(runs.tokenizer, "stories:0.0001:3");
    long chunks = 0;
    for (int i = 0; i < little.documentCount(); i++) {
      chunks += (little.documentLength(i) + 3L) / 4;
    }
    assertThat(chunks).isLessThan(8 * 31);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(runs.tokenizer, little, runs.valid))
        .withMessage(
            "too little text: stories:0.0001:3 holds %d chunks of 4 tokens, one batch needs 248;"
                + " give more text or make batches smaller",
            chunks);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(runs.tokenizer, runs.train, little))
        .withMessage(
            "too little held-out text: stories:0.0001:3 holds %d texts of 31 chunks,"
                + " one batch needs 8; give more text or make texts shorter",
            chunks / 31);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void folderOfAnotherModelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.run(runs.autoencoder, TinyRuns.steps(2), false))
        .withMessage(
            "%s holds a model of kind autoencoder, which one of kind calm-energy would destroy:"
                + " choose another folder",
            runs.autoencoder);
  }

  /** Another autoencoder means another run, whatever its sizes. */
  @Test
  void aResumeWithAnotherAutoencoderIsRefused() {
    Path out = folder.resolve("run");
    try (CalmRun run = runs.run(out, TinyRuns.steps(2), false)) {
      run.train(List.of());
    }
    Path other = runs.autoencoder(folder.resolve("other"), 2);
    try (ChunkCodec codec = ChunkCodecs.open(other, runs.engine)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new CalmRun(
                      out,
                      other,
                      codec,
                      runs.recipe(TinyRuns.DATA),
                      TinyRuns.steps(4),
                      runs.tokenizer,
                      runs.train,
                      runs.valid,
                      runs.engine,
                      true))
          .withMessageContaining("autoencoder")
          .withMessageContaining("resume with the old value, or start a new run");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.run(out, TinyRuns.steps(4), false))
        .withMessageContaining("holds another run");
    CalmRecipe shorter = runs.recipe(new CalmData(4, 14, 8, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.run(out, shorter, TinyRuns.steps(4), true, runs.engine))
        .withMessageContaining("chunks_per_text = 15, now it is 14");
  }

  /** Every array of a run and of a model is freed when it closes, not when memory runs out. */
  @Test
  @DisabledIfSystemProperty(
      named = Engine.LAYERS,
      matches = "composed",
      disabledReason = "ND4J frees the contexts of its own ops by garbage collection alone")
  void closingReleasesMemory() {
    CalmRecipe small = runs.recipe(new CalmData(1, 15, 1, true));
    CalmRecipe large =
        new CalmRecipe(
            CalmConfig.over(runs.codec, new BackboneConfig(384, 1024, 2, 4, 4, 32, 10000, 1e-6))
                .withHead(new EnergyHeadConfig(1, 8, 2, 3, 1)),
            small.data(),
            small.optimizer());
    long settled = 0;
    // 5.5M weights: with gradients and moments 88 MB a run.
    for (int cycle = 0; cycle < 7; cycle++) {
      Path out = folder.resolve("cycle" + cycle);
      try (CalmRun run = runs.run(out, large, TinyRuns.steps(1), false, runs.engine)) {
        run.train(List.of());
      }
      try (CalmModel model = CalmModel.open(out, runs.engine)) {
        model.generate("a", GenerationOptions.standard().withMaxTokens(8));
      }
      if (cycle == 1) {
        settled = Pointer.physicalBytes();
      }
    }
    assertThat(Pointer.physicalBytes() - settled).isLessThan(120L << 20);
  }
}
