package org.calm4j.core.run;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.model.RunSummary;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.train.Best;
import org.calm4j.core.train.RunFolder;
import org.calm4j.core.train.Stoppable;
import org.calm4j.core.train.Trainable;
import org.calm4j.core.train.Trainer;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training run of any model, from token stores to a model folder: AdamW, the training loop, the
 * run's folder, the best weights, the provenance.
 *
 * <pre>{@code
 * setup.requireUsable();
 * try (ModelRun run = new ModelRun(setup, model, decays, AdamWOptions.published(), engine)) {
 *   TrainingResult result =
 *       run.train(
 *           List.of(listener),
 *           (weights, provenance) ->
 *               ModelDirectory.save(out, configuration, weights, tokenizer, provenance));
 * }
 * }</pre>
 *
 * <p>{@link #requestStop} and {@link #awaitEnd} may be called from any thread, everything else from
 * one.
 */
public final class ModelRun implements Stoppable, AutoCloseable {
  /**
   * The figure of a model's provenance that says how many floating-point operations in matrix
   * products its training took, up to the weights that were saved. It is that of the last batch
   * times their number; batches differ by their distinct tokens.
   */
  public static final String TRAINING_FLOPS = "training_flops";

  private static final Logger log = LoggerFactory.getLogger(ModelRun.class);

  private final RunSetup setup;
  private final Trainable model;
  private final RunFolder folder;
  private final AdamW optimizer;
  private final Trainer trainer;
  private final Listeners listeners = new Listeners();

  /**
   * Prepares a run; training starts with {@link #train}.
   *
   * @param setup folder, texts, options
   * @param model what is trained, as it was before the first step; owned by the run from now on,
   *     also if this fails
   * @param decays which parameters weight decay applies to, by name
   * @param constants of AdamW
   * @param engine what it runs on; stays the caller's
   * @throws IllegalArgumentException if something does not fit together, or the folder holds
   *     something else
   * @throws UncheckedIOException if the folder cannot be written
   */
  public ModelRun(
      RunSetup setup,
      Trainable model,
      Predicate<String> decays,
      AdamWOptions constants,
      Engine engine) {
    this.setup = setup;
    this.model = model;
    AdamW adamW = null;
    try {
      setup.requireUsable();
      adamW = new AdamW(engine, model.parameters(), model.gradients(), decays, constants);
      folder = setup.openFolder();
    } catch (RuntimeException | Error e) {
      if (adamW != null) {
        adamW.close();
      }
      model.close();
      throw e;
    }
    optimizer = adamW;
    trainer = new Trainer(model, optimizer, setup.options(), folder, List.of(listeners));
  }

  /**
   * Trains until the budget is spent or a stop is requested, then has the best model saved (the
   * last one if there were no evaluations). The weights of the model are those from then on.
   *
   * @param watchers who watches
   * @param saver writes the model
   * @return how it ended
   * @throws org.calm4j.core.train.NonFiniteLossException if the loss is NaN or infinite
   */
  public TrainingResult train(List<? extends TrainingListener> watchers, ModelSaver saver) {
    listeners.set(watchers);
    Instant started = now();
    TrainingResult result = trainer.run();
    // An interrupt asked training to stop; the files of the model still have to be written, and
    // the JDK closes files under a thread with the flag set.
    boolean interrupted = Thread.interrupted();
    try {
      Best best = restoreBest(result);
      saver.save(model.parameters(), provenance(result, best, started));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return result;
  }

  private Provenance provenance(TrainingResult result, @Nullable Best best, Instant started) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("final_loss", result.finalLoss());
    long steps = best == null ? result.steps() : best.step();
    double flops = steps * setup.options().accumulation() * model.flopsPerMicroBatch();
    if (flops > 0) {
      metrics.put(TRAINING_FLOPS, flops);
    }
    result.evaluations().stream()
        .filter(e -> e.step() == steps)
        .reduce((a, b) -> b)
        .ifPresent(e -> metrics.putAll(e.metrics()));
    RunSummary summary =
        new RunSummary(
            setup.options().seed(),
            result.steps(),
            result.tokens(),
            result.seconds(),
            started.toString(),
            now().toString());
    return setup.provenance(summary).withMetrics(metrics);
  }

  /** Puts the best weights in place; the last ones stay if there are none or they are damaged. */
  private @Nullable Best restoreBest(TrainingResult result) {
    Best best = result.best();
    if (best != null && best.step() != result.steps()) {
      try {
        folder.checkpoints().restoreWeights(best.step(), model.parameters());
      } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
        log.warn("saving the last weights, not those of step {}: {}", best.step(), e.getMessage());
        return null;
      }
    }
    return best;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void requestStop() {
    trainer.requestStop();
  }

  @Override
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return trainer.awaitEnd(limit);
  }

  /** Frees the model, the optimiser's state and the lock on the folder. */
  @Override
  public void close() {
    folder.close();
    optimizer.close();
    model.close();
  }
}
