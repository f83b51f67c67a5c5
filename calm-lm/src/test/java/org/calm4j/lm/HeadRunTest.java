package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.FlowHeadConfig.Solver;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of every head, from text to text. */
class HeadRunTest {
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

  private static HeadConfig small(HeadConfig.Type type) {
    return switch (type) {
      case ENERGY -> new EnergyHeadConfig(1, 8, 4, 10, 1);
      case FLOW -> new FlowHeadConfig(1, 4, 5, Solver.MIDPOINT);
      case DIFFUSION -> new DiffusionHeadConfig(1, 4, 20, 1);
    };
  }

  private static CalmRun run(Path out, HeadConfig head, TrainingOptions options, boolean resume) {
    return runs.run(out, runs.recipe(head), options, resume, runs.engine);
  }

  private static double mean(List<Map<String, Double>> losses, String name) {
    return losses.stream().mapToDouble(terms -> terms.get(name)).average().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void learnsSavesAndSamples(HeadConfig.Type type) {
    Path out = folder.resolve("run");
    HeadConfig head = small(type);
    List<Map<String, Double>> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.losses());
          }
        };
    TrainingOptions options =
        TinyRuns.steps(80).withEvaluateEvery(40).withBest(new BestMetric(head.lossName(), false));
    try (CalmRun run = run(out, head, options, false)) {
      TrainingResult result = run.train(List.of(listener));
      List<Double> held =
          result.evaluations().stream().map(e -> e.metrics().get(head.lossName())).toList();
      assertThat(held).hasSize(2);
      assertThat(held.get(1)).isLessThan(held.get(0));
      // Always the same noise.
      assertThat(run.training().evaluate()).isEqualTo(run.training().evaluate());
    }
    assertThat(mean(losses.subList(60, 80), "loss"))
        .isLessThan(0.9 * mean(losses.subList(0, 5), "loss"));
    if (type == HeadConfig.Type.DIFFUSION) {
      for (Map<String, Double> terms : losses) {
        assertThat(terms.get("loss"))
            .isCloseTo(terms.get("mse") + terms.get("vb"), Offset.offset(1e-4));
      }
    }
    try (CalmModel model = CalmModel.open(out, runs.engine)) {
      assertThat(model.config().head()).isEqualTo(head);
      assertThat(model.provenance().kind()).isEqualTo("calm-" + type.modelType());
      int[] context = Arrays.copyOf(runs.train.document(0), 8);
      float[][] vectors = model.sampler().vectors(context, 20, new SplittableRandom(1));
      assertThat(vectors).hasDimensions(20, 8);
      for (float[] vector : vectors) {
        for (float entry : vector) {
          assertThat(entry).isFinite();
        }
      }
      assertThat(Arrays.stream(vectors).map(Arrays::toString).distinct()).hasSize(20);
      assertThat(model.sampler().vectors(context, 20, new SplittableRandom(1)))
          .isDeepEqualTo(vectors);
      for (GenerationOptions how :
          List.of(
              GenerationOptions.standard().withTemperature(1),
              GenerationOptions.standard().withTemperature(0.5).withCandidates(20),
              GenerationOptions.standard().withExactTemperature(1))) {
        GenerationOptions brief = how.withMaxTokens(10);
        Generation story = model.generate("Once upon a time", brief);
        assertThat(story.ids()).hasSizeBetween(1, 10);
        assertThat(model.generate("Once upon a time", brief).ids()).isEqualTo(story.ids());
      }
      try (Rollouts rollouts =
          model.rollouts().open(Arrays.copyOf(runs.train.document(0), 40), 1)) {
        assertThat(rollouts.draw(new int[] {0, 9, 9}, 2)).hasSize(3 * 2 * 4);
        int[] longer = rollouts.extend(new int[] {9}, new int[] {5, 6, 7, 8});
        assertThat(rollouts.draw(longer, 1)).hasSize(4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void stoppedAndResumedItEndsWithTheSameBits(HeadConfig.Type type) {
    Path whole = folder.resolve("whole");
    Map<String, float[]> expected;
    try (CalmRun run = run(whole, small(type), TinyRuns.steps(10), false)) {
      run.train(List.of());
      expected = TinyRuns.floats(run.training().parameters());
    }
    Path parts = folder.resolve("parts");
    try (CalmRun run = run(parts, small(type), TinyRuns.steps(10), false)) {
      assertThat(run.train(List.of(TinyRuns.stoppingAfter(4, run))).complete()).isFalse();
    }
    try (CalmRun run = run(parts, small(type), TinyRuns.steps(10), true)) {
      run.train(List.of());
      TinyRuns.sameBits(TinyRuns.floats(run.training().parameters()), expected);
    }
  }

  @Test
  void samplingStepsMayBeChanged() {
    Path out = folder.resolve("flow");
    try (CalmRun run = run(out, small(HeadConfig.Type.FLOW), TinyRuns.steps(20), false)) {
      run.train(List.of());
    }
    int[] context = Arrays.copyOf(runs.train.document(0), 8);
    List<float[][]> all = new ArrayList<>();
    for (int steps : new int[] {1, 5, 50}) {
      try (CalmModel model = CalmModel.open(out, runs.engine, steps)) {
        all.add(model.sampler().vectors(context, 3, new SplittableRandom(1)));
      }
    }
    try (CalmModel model = CalmModel.open(out, runs.engine)) {
      assertThat(model.sampler().vectors(context, 3, new SplittableRandom(1)))
          .isDeepEqualTo(all.get(1));
    }
    assertThat(all.get(0)).isNotEqualTo(all.get(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalmModel.open(out, runs.engine, 0))
        .withMessage("sampling steps of the flow head must be in [1, 1000], got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(out, small(HeadConfig.Type.DIFFUSION), TinyRuns.steps(20), false))
        .withMessage(
            "%s holds a model of kind calm-flow, which one of kind calm-diffusion would destroy:"
                + " choose another folder",
            out);
  }
}
