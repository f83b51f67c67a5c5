package org.calm4j.examples.bench;

import java.util.List;
import java.util.function.Supplier;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Trainable;

/** A training step of any model, optimiser included, always on the same tokens. */
final class TrainingStep implements BenchCase {
  private static final double LEARNING_RATE = 3e-4;

  private final Trainable training;
  private final Supplier<PlanReport> report;
  private final Runnable resetReport;
  private final long tokens;
  private final Runnable closing;
  private final AdamW optimizer;
  private long step;

  /**
   * Prepares steps.
   *
   * @param training the model; owned by this case from now on
   * @param report where the time of a step goes
   * @param resetReport forgets the times so far
   * @param tokens tokens of a step, as the peer counts them
   * @param engine what it runs on
   * @param closing frees what the model needs besides
   */
  TrainingStep(
      Trainable training,
      Supplier<PlanReport> report,
      Runnable resetReport,
      long tokens,
      Engine engine,
      Runnable closing) {
    this.training = training;
    this.report = report;
    this.resetReport = resetReport;
    this.tokens = tokens;
    this.closing = closing;
    optimizer =
        new AdamW(
            engine,
            training.parameters(),
            training.gradients(),
            name -> true,
            AdamWOptions.published());
  }

  @Override
  public void run() {
    training.computeGradients(++step, 0);
    optimizer.update(LEARNING_RATE, 1);
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public double flops() {
    return report.get().flops();
  }

  @Override
  public List<PlanReport> reports() {
    return List.of(report.get());
  }

  @Override
  public void warmedUp() {
    resetReport.run();
  }

  @Override
  public void close() {
    optimizer.close();
    training.close();
    closing.run();
  }
}
