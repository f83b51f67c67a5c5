package org.calm4j.core.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One process's share of a run: model, optimiser and folder, all new. */
final class TestRun {
  static final Map<String, Object> CONFIGURATION =
      new LinkedHashMap<>(Map.of("model", Map.of("features", 3, "name", "line")));

  final LineModel model;
  final Momentum optimizer;
  final List<TrainingListener> listeners = new ArrayList<>();
  final Path out;
  final TrainingOptions options;

  TestRun(Path out, TrainingOptions options) {
    this.out = out;
    this.options = options;
    this.model = new LineModel(options.seed(), 8, 0.1);
    this.optimizer = new Momentum(model);
  }

  static TrainingOptions steps(long steps) {
    return TrainingOptions.of(new Budget.Steps(steps), new Schedule.Cosine(0.05, 4, 0.1))
        .withCheckpoints(5, 2);
  }

  TrainingResult start() {
    try (RunFolder folder = RunFolder.create(out, CONFIGURATION, options)) {
      return trainer(folder).run();
    }
  }

  TrainingResult resume() {
    try (RunFolder folder = RunFolder.resume(out, CONFIGURATION, options)) {
      return trainer(folder).run();
    }
  }

  Trainer trainer(RunFolder folder) {
    return new Trainer(model, optimizer, options, folder, Collections.unmodifiableList(listeners));
  }

  /** Ends the process's share after a step, as a user would. */
  TestRun interruptedAfter(long step) {
    listeners.add(
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == step) {
              Thread.currentThread().interrupt();
            }
          }
        });
    return this;
  }

  /** Every bit that a resume must bring back. */
  Map<String, Object> bits() {
    Map<String, Object> bits = new LinkedHashMap<>();
    model.parameters().forEach((name, array) -> bits.put(name, bits(array)));
    optimizer.state().forEach((name, array) -> bits.put(name, bits(array)));
    bits.put("updates", optimizer.updates());
    bits.put("data", model.dataState());
    return bits;
  }

  private static List<Integer> bits(INDArray array) {
    List<Integer> bits = new ArrayList<>();
    for (float value : array.ravel().toFloatVector()) {
      bits.add(Float.floatToRawIntBits(value));
    }
    return bits;
  }
}
