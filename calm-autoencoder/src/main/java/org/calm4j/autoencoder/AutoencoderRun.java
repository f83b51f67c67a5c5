package org.calm4j.autoencoder;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.DataIdentity;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.model.RunSummary;
import org.calm4j.core.model.TokenizerIdentity;
import org.calm4j.core.optim.AdamW;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.Best;
import org.calm4j.core.train.RunFolder;
import org.calm4j.core.train.Trainer;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training run of an autoencoder, from token stores to a model folder.
 *
 * <pre>{@code
 * try (AutoencoderRun run =
 *     new AutoencoderRun(out, recipe, options, tokenizer, train, valid, engine, false)) {
 *   TrainingResult result = run.train(List.of(listener));
 *   run.codec().encode(ids);
 * }
 * }</pre>
 *
 * <p>{@link #requestStop} and {@link #awaitEnd} may be called from any thread, everything else from
 * one.
 */
public final class AutoencoderRun implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AutoencoderRun.class);

  private final Path out;
  private final AutoencoderRecipe recipe;
  private final TrainingOptions options;
  private final Tokenizer tokenizer;
  private final TokenStore data;
  private final RunFolder folder;
  private final AutoencoderTraining training;
  private final AdamW optimizer;
  private final Trainer trainer;
  private final Listeners listeners = new Listeners();

  /**
   * Prepares a run; training starts with {@link #train}.
   *
   * @param out the run's folder: missing or empty, or the run to resume
   * @param recipe the model and how its steps are made
   * @param options budget, schedule, evaluation and checkpoints
   * @param tokenizer the tokenizer of both stores
   * @param train training tokens
   * @param valid held-out tokens
   * @param engine what it runs on; stays the caller's
   * @param resume whether to go on with the run in the folder
   * @throws IllegalArgumentException if something does not fit together, or the folder holds
   *     something else
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  public AutoencoderRun(
      Path out,
      AutoencoderRecipe recipe,
      TrainingOptions options,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore valid,
      Engine engine,
      boolean resume) {
    this.out = out;
    this.recipe = recipe;
    this.options = options;
    this.tokenizer = tokenizer;
    this.data = train;
    train.requireTokenizer(tokenizer);
    valid.requireTokenizer(tokenizer);
    ModelDirectory.requireReplaceable(out, AutoencoderModel.KIND);
    training =
        new AutoencoderTraining(
            recipe.model(),
            recipe.objective(),
            recipe.data(),
            train,
            valid,
            options.seed(),
            engine);
    Set<String> decaying =
        new AutoencoderNetwork(recipe.model())
            .parameters().stream()
                .filter(ParameterSpec::decays)
                .map(ParameterSpec::name)
                .collect(Collectors.toSet());
    AdamW adamW = null;
    try {
      adamW =
          new AdamW(
              engine,
              training.parameters(),
              training.gradients(),
              decaying::contains,
              recipe.optimizer());
      Settings settings =
          new Settings(
              recipe, TokenizerIdentity.of(tokenizer), Content.of(train), Content.of(valid));
      folder =
          resume
              ? RunFolder.resume(out, settings, options)
              : RunFolder.create(out, settings, options);
    } catch (RuntimeException | Error e) {
      if (adamW != null) {
        adamW.close();
      }
      training.close();
      throw e;
    }
    optimizer = adamW;
    trainer = new Trainer(training, optimizer, options, folder, List.of(listeners));
  }

  /** What must be equal for a run to be resumed; written into the run's folder. */
  private record Settings(
      AutoencoderRecipe recipe, TokenizerIdentity tokenizer, Content train, Content valid) {}

  /** A text whatever the names of its files. */
  private record Content(String contentHash, long documents, long tokens) {
    static Content of(TokenStore store) {
      return new Content(store.contentHash(), store.documentCount(), store.tokenCount());
    }
  }

  private static DataIdentity identity(TokenStore store) {
    return new DataIdentity(
        store.sources(), store.contentHash(), store.documentCount(), store.tokenCount());
  }

  /**
   * Trains until the budget is spent or a stop is requested, then saves the best model (the last
   * one if there were no evaluations) into the run's folder.
   *
   * @param watchers who watches
   * @return how it ended
   * @throws org.calm4j.core.train.NonFiniteLossException if the loss is NaN or infinite
   */
  public TrainingResult train(List<? extends TrainingListener> watchers) {
    listeners.set(watchers);
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TrainingResult result = trainer.run();
    // An interrupt asked training to stop; the files of the model still have to be written, and
    // the JDK closes files under a thread with the flag set.
    boolean interrupted = Thread.interrupted();
    try {
      save(result, started);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return result;
  }

  private void save(TrainingResult result, Instant started) {
    Best best = restoreBest(result);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("final_loss", result.finalLoss());
    result.evaluations().stream()
        .filter(e -> e.step() == (best == null ? result.steps() : best.step()))
        .reduce((a, b) -> b)
        .ifPresent(e -> metrics.putAll(e.metrics()));
    RunSummary summary =
        new RunSummary(
            options.seed(),
            result.steps(),
            result.tokens(),
            result.seconds(),
            started.toString(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Provenance provenance =
        Provenance.of(
                AutoencoderModel.KIND,
                Json.mapper().valueToTree(recipe),
                identity(data),
                TokenizerIdentity.of(tokenizer),
                summary)
            .withMetrics(metrics);
    AutoencoderModel.save(out, recipe, training.parameters(), tokenizer, provenance);
  }

  /** Puts the best weights in place; the last ones stay if there are none or they are damaged. */
  private @Nullable Best restoreBest(TrainingResult result) {
    Best best = result.best();
    if (best != null && best.step() != result.steps()) {
      try {
        folder.checkpoints().restoreWeights(best.step(), training.parameters());
      } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
        log.warn("saving the last weights, not those of step {}: {}", best.step(), e.getMessage());
        return null;
      }
    }
    return best;
  }

  /**
   * The model as a codec, over the live weights.
   *
   * @return a codec owned by this run
   */
  public Autoencoder codec() {
    return training.codec();
  }

  /**
   * The training step, for reports.
   *
   * @return owned by this run
   */
  public AutoencoderTraining training() {
    return training;
  }

  /** Asks the run to write a checkpoint after the present step and to end. */
  public void requestStop() {
    trainer.requestStop();
  }

  /**
   * Waits for the end of training, for example in a shutdown hook after {@link #requestStop}.
   *
   * @param limit how long to wait
   * @return whether training has ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return trainer.awaitEnd(limit);
  }

  @Override
  public void close() {
    folder.close();
    optimizer.close();
    training.close();
  }
}
