package org.calm4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Evaluation;
import org.calm4j.core.train.LineModel;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of a model that is no model of text: what every trained model gets. */
class ModelRunTest {
  private record Recipe(int hiddenSize, double noise) {}

  private final Engine engine = new Engine(1);
  private final Tokenizer bytes = Tokenizers.of("bytes");
  private final TokenStore train = store("a line of text");
  private final TokenStore valid = store("another line");
  private final List<LineModel> models = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    engine.close();
  }

  private TokenStore store(String text) {
    return TokenStore.temporary(
        bytes, List.of(TextSource.ofDocuments("lines", List.of(text))), progress -> {});
  }

  private Path out() {
    return folder.resolve("run");
  }

  private static TrainingOptions steps(long steps) {
    return TrainingOptions.of(new Budget.Steps(steps), new Schedule.Constant(0.02, 2)).withSeed(5);
  }

  private RunSetup setup(Recipe recipe, TrainingOptions options, boolean resume) {
    return new RunSetup(out(), "line", recipe, options, bytes, train, valid, resume);
  }

  private ModelRun run(RunSetup setup) {
    LineModel model = new LineModel(5, 8, 0.1);
    models.add(model);
    return new ModelRun(setup, model, "weight"::equals, AdamWOptions.published(), engine);
  }

  private void save(Map<String, org.nd4j.linalg.api.ndarray.INDArray> weights, Provenance from) {
    ModelDirectory.save(out(), Map.of("features", 3), weights, bytes, from);
  }

  private float[] saved() {
    try (ModelDirectory model = ModelDirectory.open(out(), "line")) {
      return model.weights().floats("weight");
    }
  }

  @Test
  void theBestWeightsAndWhereTheyComeFromAreSaved() {
    Recipe recipe = new Recipe(3, 0.1);
    TrainingOptions options =
        steps(30).withEvaluateEvery(10).withBest(new BestMetric("distance", true));
    List<Evaluation> seen = new ArrayList<>();
    TrainingListener watcher =
        new TrainingListener() {
          @Override
          public void onEvaluation(Evaluation evaluation) {
            seen.add(evaluation);
          }
        };
    TrainingResult result;
    try (ModelRun run = run(setup(recipe, options, false))) {
      models.get(0).flops = 7;
      result = run.train(List.of(watcher), this::save);
      // The farthest from the truth was asked for: the first evaluation.
      assertThat(result.best()).isNotNull();
      assertThat(result.best().step()).isEqualTo(10);
      assertThat(models.get(0).parameters().get("weight").ravel().toFloatVector())
          .isEqualTo(saved());
      assertThat(models.get(0).closed).isFalse();
    }
    assertThat(models.get(0).closed).isTrue();
    assertThat(seen).isEqualTo(result.evaluations());
    try (ModelDirectory model = ModelDirectory.open(out(), "line")) {
      Provenance from = model.provenance();
      assertThat(from.configuration()).isEqualTo(Json.mapper().valueToTree(recipe));
      assertThat(from.data().contentHash()).isEqualTo(train.contentHash());
      assertThat(from.tokenizer().identity()).isEqualTo(bytes.identity());
      assertThat(from.run().steps()).isEqualTo(30);
      assertThat(from.run().seed()).isEqualTo(5);
      assertThat(from.metrics())
          .containsEntry("distance", result.best().value())
          .containsEntry(ModelRun.TRAINING_FLOPS, 70.0)
          .containsEntry("final_loss", result.finalLoss());
    }
  }

  @Test
  void resumesToTheSameBits() {
    try (ModelRun run = run(setup(new Recipe(3, 0.1), steps(20), false))) {
      run.train(List.of(), (weights, from) -> {});
    }
    float[] expected = models.get(0).parameters().get("weight").ravel().toFloatVector();
    Path parts = folder.resolve("parts");
    for (long end : new long[] {8, 20}) {
      RunSetup setup =
          new RunSetup(
              parts, "line", new Recipe(3, 0.1), steps(end), bytes, train, valid, end == 20);
      try (ModelRun run = run(setup)) {
        run.train(List.of(), (weights, from) -> {});
      }
    }
    assertThat(models.get(2).parameters().get("weight").ravel().toFloatVector())
        .isEqualTo(expected);
  }

  /** An interrupt ends training; the saver must not see the flag, which would close its files. */
  @Test
  void anInterruptedRunSavesItsModel() {
    TrainingListener interrupts =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            Thread.currentThread().interrupt();
          }
        };
    List<Boolean> flags = new ArrayList<>();
    try (ModelRun run = run(setup(new Recipe(3, 0.1), steps(20), false))) {
      TrainingResult result =
          run.train(
              List.of(interrupts),
              (weights, from) -> {
                flags.add(Thread.currentThread().isInterrupted());
                save(weights, from);
              });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(result.steps()).isEqualTo(1);
      assertThat(result.complete()).isFalse();
    }
    assertThat(flags).containsExactly(false);
    assertThat(saved()).hasSize(3);
  }

  @Test
  void aStopIsWaitedFor() throws InterruptedException {
    try (ModelRun run = run(setup(new Recipe(3, 0.1), steps(1000), false))) {
      assertThat(run.awaitEnd(Duration.ofMillis(1))).isFalse();
      run.requestStop();
      TrainingResult result = run.train(List.of(), this::save);
      assertThat(result.complete()).isFalse();
      assertThat(run.awaitEnd(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheModelClosed() {
    try (ModelRun run = run(setup(new Recipe(3, 0.1), steps(2), false))) {
      run.train(List.of(), this::save);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(setup(new Recipe(4, 0.1), steps(4), true)))
        .withMessageContaining("configuration.recipe.hidden_size = 3, now it is 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(setup(new Recipe(3, 0.1), steps(4), false)))
        .withMessageContaining("holds another run");
    RunSetup otherKind =
        new RunSetup(out(), "circle", new Recipe(3, 0.1), steps(4), bytes, train, valid, true);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(otherKind))
        .withMessageContaining("holds a model of kind line");
    RunSetup otherTokenizer =
        new RunSetup(
            folder.resolve("other"),
            "line",
            new Recipe(3, 0.1),
            steps(4),
            Tokenizers.of("r50k:300"),
            train,
            valid,
            false);
    assertThatIllegalArgumentException()
        .isThrownBy(otherTokenizer::requireUsable)
        .withMessageContaining("r50k:300");
    assertThat(models).allMatch(model -> model.closed);
  }
}
