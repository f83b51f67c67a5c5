package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.io.Json;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with latent input, from text to text. */
class LatentRunTest {
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

  private static CalmRecipe recipe() {
    CalmRecipe tokens = runs.recipe(TinyRuns.DATA);
    return new CalmRecipe(
        tokens.model().withInput(CalmConfig.Input.LATENT), tokens.data(), tokens.optimizer());
  }

  private static CalmRun run(Path out, long steps, boolean resume) {
    return runs.run(out, recipe(), TinyRuns.steps(steps), resume, runs.engine);
  }

  @Test
  void learnsSavesAndGenerates() {
    Path out = folder.resolve("run");
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses().get("loss"));
          }
        };
    Map<String, float[]> weights;
    try (CalmRun run =
        runs.run(
            out,
            recipe(),
            TinyRuns.steps(60).withEvaluateEvery(20).withBest(new BestMetric("energy_loss", false)),
            false,
            runs.engine)) {
      TrainingResult result = run.train(List.of(listener));
      List<Double> held =
          result.evaluations().stream().map(e -> e.metrics().get("energy_loss")).toList();
      assertThat(held.get(2)).isLessThan(held.get(0));
      assertThat(run.training().evaluate()).isEqualTo(run.training().evaluate());
      weights = TinyRuns.floats(run.training().parameters());
    }
    assertThat(mean(losses.subList(50, 60))).isLessThan(0.9 * mean(losses.subList(0, 5)));
    assertThat(weights)
        .containsKey("latent_proj.0.weight")
        .doesNotContainKey("transformer.embed_tokens.weight");
    try (CalmModel model = CalmModel.open(out, runs.engine)) {
      assertThat(model.config()).isEqualTo(recipe().model());
      assertThat(CalmModel.configOf(out)).isEqualTo(recipe().model());
      GenerationOptions options = GenerationOptions.standard().withTemperature(1).withMaxTokens(20);
      Generation story = model.generate("Once upon a time", options);
      assertThat(story.ids()).hasSizeBetween(1, 20);
      assertThat(model.generate("Once upon a time", options).ids()).isEqualTo(story.ids());
      try (Rollouts rollouts =
          model.rollouts().open(Arrays.copyOf(runs.train.document(0), 40), 1)) {
        assertThat(rollouts.draw(new int[] {0, 9, 9}, 2)).hasSize(3 * 2 * 4);
        int[] longer = rollouts.extend(new int[] {9}, new int[] {5, 6, 7, 8});
        assertThat(rollouts.draw(longer, 1)).hasSize(4);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HubExport(
                        out, folder.resolve("published"), HubFormat.SAFETENSORS, null, 1L << 30)
                    .run(progress -> {}))
        .withMessage(
            "%s: the published layout has no latent input: only models whose input are tokens go"
                + " out and in",
            out);
    assertThat(folder.resolve("published")).doesNotExist();
  }

  private static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(loss -> loss).average().orElseThrow();
  }

  @Test
  void stoppedAndResumedItEndsWithTheSameBits() {
    Map<String, float[]> expected;
    try (CalmRun run = run(folder.resolve("whole"), 8, false)) {
      run.train(List.of());
      expected = TinyRuns.floats(run.training().parameters());
    }
    Path parts = folder.resolve("parts");
    try (CalmRun run = run(parts, 8, false)) {
      assertThat(run.train(List.of(TinyRuns.stoppingAfter(3, run))).complete()).isFalse();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.run(parts, TinyRuns.steps(8), true))
        .withMessageContaining("model.input = \"LATENT\", now it is absent");
    // Another engine, so that nothing the codec keeps decides about bits.
    try (Engine other = new Engine(1);
        CalmRun run = runs.run(parts, recipe(), TinyRuns.steps(8), true, other)) {
      run.train(List.of());
      TinyRuns.sameBits(TinyRuns.floats(run.training().parameters()), expected);
    }
  }

  /** What was started before there was a choice goes on. */
  @Test
  void tokensAreNotWrittenDown() {
    Path out = folder.resolve("tokens");
    try (CalmRun run = runs.run(out, TinyRuns.steps(1), false)) {
      run.train(List.of());
    }
    assertThat(Json.text(Json.read(out.resolve("run.json"), Object.class)))
        .contains("\"latent_size\"")
        .doesNotContain("\"input\"");
    assertThat(Json.text(Json.read(out.resolve("config.json"), Object.class)))
        .contains("\"latent_size\"")
        .doesNotContain("\"input\"");
  }
}
