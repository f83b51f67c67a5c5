package org.calm4j.core.run;

import java.nio.file.Path;
import java.util.List;
import org.calm4j.core.train.Evaluation;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;

/** Hands everything on to listeners that are known only when training starts. */
final class Listeners implements TrainingListener {
  private List<? extends TrainingListener> all = List.of();

  void set(List<? extends TrainingListener> listeners) {
    all = List.copyOf(listeners);
  }

  @Override
  public void onStart(TrainingOptions options, long step) {
    all.forEach(listener -> listener.onStart(options, step));
  }

  @Override
  public void onStep(StepReport report) {
    all.forEach(listener -> listener.onStep(report));
  }

  @Override
  public void onEvaluation(Evaluation evaluation) {
    all.forEach(listener -> listener.onEvaluation(evaluation));
  }

  @Override
  public void onCheckpoint(long step, Path folder) {
    all.forEach(listener -> listener.onCheckpoint(step, folder));
  }

  @Override
  public void onEnd() {
    all.forEach(TrainingListener::onEnd);
  }
}
