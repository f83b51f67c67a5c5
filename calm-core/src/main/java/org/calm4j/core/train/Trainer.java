package org.calm4j.core.train;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop: gradients, update, evaluation, checkpoint, until the budget is spent.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.create(out, configuration, options)) {
 *   TrainingResult result =
 *       new Trainer(model, optimizer, options, folder, List.of(listener)).run();
 * }
 * }</pre>
 *
 * <p>A run of N steps that was interrupted anywhere and resumed ends with the same bits as one that
 * was not: parameters, moments, data cursor and random streams. {@link Trainable} says what the
 * model must do for that.
 *
 * <p>{@link #requestStop} and {@link #awaitEnd} may be called from any thread, everything else from
 * one.
 */
public final class Trainer implements Stoppable {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** Steps whose losses make up the final loss. */
  private static final int RECENT = 50;

  /** How much an older step counts in the pace, compared with the one after it. */
  private static final double PACE_MEMORY = 0.95;

  private final Trainable model;
  private final Optimizer optimizer;
  private final TrainingOptions options;
  private final RunFolder folder;
  private final List<TrainingListener> listeners;
  private final LongSupplier nanoTime;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopRequested;
  private boolean interrupted;
  private boolean started;

  private long step;
  private long tokens;
  private double stepSeconds;
  private @Nullable Best best;
  private final Deque<Double> recentLosses = new ArrayDeque<>();
  private final List<Evaluation> evaluations = new ArrayList<>();

  private long firstStep;
  private double earlierSeconds;
  private long startNanos;
  private long checkpointStep;
  private double learningRate;
  private double paceTokens;
  private double paceSeconds;

  /**
   * Prepares a run; nothing is read, written or computed yet.
   *
   * @param model what is trained, as it was before the first step; not closed by the trainer
   * @param optimizer updates the model's parameters from its gradients
   * @param options how to train
   * @param folder where the run writes, made with the same options; not closed by the trainer
   * @param listeners who watches
   */
  public Trainer(
      Trainable model,
      Optimizer optimizer,
      TrainingOptions options,
      RunFolder folder,
      List<? extends TrainingListener> listeners) {
    this(model, optimizer, options, folder, listeners, System::nanoTime);
  }

  Trainer(
      Trainable model,
      Optimizer optimizer,
      TrainingOptions options,
      RunFolder folder,
      List<? extends TrainingListener> listeners,
      LongSupplier nanoTime) {
    this.model = model;
    this.optimizer = optimizer;
    this.options = options;
    this.folder = folder;
    this.listeners = List.copyOf(listeners);
    this.nanoTime = nanoTime;
  }

  /**
   * Trains from the newest checkpoint of the folder, or from the start, until the budget is spent
   * or a stop is requested. An interrupt of the thread requests a stop too. Either way the last
   * step ends with a checkpoint.
   *
   * @return how it ended
   * @throws NonFiniteLossException if a loss, a gradient or a weight is NaN or infinite
   * @throws IllegalStateException if it was called before, or no checkpoint of the folder is whole
   * @throws UncheckedIOException if a file cannot be read or written
   */
  public TrainingResult run() {
    if (started) {
      throw new IllegalStateException("a trainer runs once: make a new one to go on");
    }
    started = true;
    try (GradientAccumulator gradients = new GradientAccumulator(model, options.accumulation())) {
      restore();
      warnOfLongWarmup();
      listeners.forEach(listener -> listener.onStart(options, step));

      while (!spent() && !stopping()) {
        train(gradients);
        boolean improved = isDue(options.evaluateEvery()) && evaluate();
        if (improved || isDue(options.checkpointEvery())) {
          checkpoint();
        }
      }
      boolean improved = false;
      if (!stopping() && options.evaluateEvery() > 0 && lastEvaluation() != step) {
        improved = evaluate();
      }
      if (improved || checkpointStep != step) {
        checkpoint();
      }
      folder.recordStatus(spent() ? "complete" : "stopped", null, step);
      return result();
    } catch (RuntimeException | Error e) {
      recordFailure(e);
      throw e;
    } finally {
      try {
        listeners.forEach(TrainingListener::onEnd);
      } finally {
        ended.countDown();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void restore() {
    startNanos = nanoTime.getAsLong();
    TrainingState state = folder.checkpoints().restoreNewest(model, optimizer);
    if (state != null) {
      step = state.step();
      tokens = state.tokens();
      earlierSeconds = state.seconds();
      stepSeconds = state.stepSeconds();
      best = state.best();
      recentLosses.addAll(state.recentLosses());
      evaluations.addAll(state.evaluations());
    }
    firstStep = step;
    checkpointStep = step;
    folder.metrics().cutAfter(step);
  }

  /** One step: the gradients of all its micro-batches, then one update. */
  private void train(GradientAccumulator gradients) {
    double before = elapsed();
    learningRate = options.schedule().at(step + 1, options.budget().fraction(step, before));
    step++;

    Map<String, Double> losses = gradients.accumulate(step);
    double loss = losses.getOrDefault(Trainable.LOSS, Double.NaN);
    requireFinite("loss", loss);
    double norm = optimizer.update(learningRate, 1.0 / options.accumulation());
    requireFinite("gradient norm", norm);

    double after = elapsed();
    long stepTokens = model.tokensPerMicroBatch() * options.accumulation();
    tokens += stepTokens;
    stepSeconds += after - before;
    paceTokens = PACE_MEMORY * paceTokens + stepTokens;
    paceSeconds = PACE_MEMORY * paceSeconds + after - before;
    recentLosses.addLast(loss);
    if (recentLosses.size() > RECENT) {
      recentLosses.removeFirst();
    }

    double secondsPerStep = (after - earlierSeconds) / (step - firstStep);
    StepReport report =
        new StepReport(
            step,
            options.budget().fraction(step, after),
            losses,
            learningRate,
            norm,
            tokens,
            rate(paceTokens, paceSeconds),
            after,
            options.budget().remainingSeconds(step, after, secondsPerStep));
    if (isDue(options.logEvery()) || spent()) {
      folder.metrics().write(report);
    }
    listeners.forEach(listener -> listener.onStep(report));
  }

  /** Returns whether the model is the best so far. */
  private boolean evaluate() {
    double before = elapsed();
    Map<String, Double> metrics = model.evaluate();
    boolean improved = isBest(metrics);
    Evaluation evaluation = new Evaluation(step, metrics, improved, elapsed() - before);
    evaluations.add(evaluation);
    folder.metrics().write(evaluation, elapsed());
    listeners.forEach(listener -> listener.onEvaluation(evaluation));
    return improved;
  }

  private boolean isBest(Map<String, Double> metrics) {
    BestMetric wanted = options.best();
    if (wanted == null) {
      return false;
    }
    Double value = metrics.get(wanted.name());
    if (value == null) {
      throw new IllegalStateException(
          "the best checkpoint is to be picked by %s, but the evaluation gives only %s"
              .formatted(wanted.name(), metrics.keySet()));
    }
    if (value.isNaN() || (best != null && !wanted.isBetter(value, best.value()))) {
      return false;
    }
    best = new Best(step, wanted.name(), value);
    return true;
  }

  private void checkpoint() {
    for (Map.Entry<String, INDArray> parameter : model.parameters().entrySet()) {
      requireFinite("weight " + parameter.getKey(), parameter.getValue().sumNumber().doubleValue());
    }
    Path written;
    try {
      written = writeCheckpoint();
    } catch (UncheckedIOException e) {
      // An interrupt closes files that are being written, and so may the end of the process.
      if (!stopping()) {
        throw e;
      }
      written = writeCheckpoint();
    }
    checkpointStep = step;
    for (TrainingListener listener : listeners) {
      listener.onCheckpoint(step, written);
    }
  }

  private Path writeCheckpoint() {
    TrainingState state =
        new TrainingState(
            step,
            tokens,
            elapsed(),
            stepSeconds,
            optimizer.updates(),
            options.seed(),
            model.dataState(),
            best,
            List.copyOf(recentLosses),
            List.copyOf(evaluations));
    return folder.checkpoints().write(state, model, optimizer, options.keepLast());
  }

  private TrainingResult result() {
    double mean =
        recentLosses.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return new TrainingResult(
        step,
        tokens,
        elapsed(),
        rate((double) tokens, stepSeconds),
        mean,
        best,
        List.copyOf(evaluations),
        spent());
  }

  private void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      Path last = checkpointStep == 0 ? null : folder.checkpoints().folder(checkpointStep);
      throw new NonFiniteLossException(what, value, step, learningRate, last);
    }
  }

  /** Writing the status must not hide why the run failed. */
  private void recordFailure(Throwable cause) {
    try {
      folder.recordStatus("failed", cause.getMessage(), step);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private void warnOfLongWarmup() {
    long warmup = options.schedule().warmupSteps();
    if (options.budget() instanceof Budget.Steps run && run.steps() < warmup) {
      LOG.warn(
          "the run ends after {} steps, inside the warm-up of {}: the learning rate never reaches {}",
          run.steps(),
          warmup,
          options.schedule().peak());
    }
  }

  private boolean isDue(long interval) {
    return interval > 0 && step % interval == 0;
  }

  private boolean spent() {
    return options.budget().fraction(step, elapsed()) >= 1;
  }

  private boolean stopping() {
    if (Thread.interrupted()) {
      interrupted = true;
      stopRequested = true;
    }
    return stopRequested;
  }

  private long lastEvaluation() {
    return evaluations.isEmpty() ? 0 : evaluations.get(evaluations.size() - 1).step();
  }

  private double elapsed() {
    return earlierSeconds + (nanoTime.getAsLong() - startNanos) / 1e9;
  }

  private static double rate(double count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
  }
}
