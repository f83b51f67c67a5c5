package org.calm4j.lm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.run.ModelRun;
import org.calm4j.core.run.RunSetup;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.Stoppable;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.net.CalmNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A training run of a language model, from a trained autoencoder and token stores to a model
 * folder, which holds a copy of the autoencoder.
 *
 * <pre>{@code
 * try (CalmRun run =
 *     new CalmRun(out, autoencoder, codec, recipe, options, tokenizer, train, valid, engine, false)) {
 *   TrainingResult result = run.train(List.of(listener));
 * }
 * }</pre>
 *
 * <p>{@link #requestStop} and {@link #awaitEnd} may be called from any thread, everything else from
 * one.
 */
public final class CalmRun implements Stoppable, AutoCloseable {
  private final Path out;
  private final Path autoencoder;
  private final CalmRecipe recipe;
  private final Tokenizer tokenizer;
  private final CalmTraining training;
  private final ModelRun run;

  /** What decides about a run: another autoencoder or start is another run. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Whole(CalmRecipe recipe, String autoencoder, @Nullable String start) {

    /** The usual input is not written, so that runs from before there was a choice go on. */
    JsonNode json() {
      JsonNode json = Json.mapper().valueToTree(this);
      if (recipe.model().input() == CalmConfig.Input.TOKENS
          && json.at("/recipe/model") instanceof ObjectNode model) {
        model.remove("input");
      }
      return json;
    }
  }

  /**
   * Prepares a run; training starts with {@link #train}.
   *
   * @param out the run's folder: missing or empty, or the run to resume
   * @param autoencoder folder of the trained autoencoder
   * @param codec that autoencoder, opened; stays the caller's
   * @param recipe the model and how its steps are made
   * @param options budget, schedule, evaluation and checkpoints
   * @param tokenizer the tokenizer of both stores and of the autoencoder
   * @param train training tokens
   * @param valid held-out tokens
   * @param engine what it runs on; stays the caller's
   * @param resume whether to go on with the run in the folder
   * @throws IllegalArgumentException if something does not fit together, or the folder holds
   *     something else
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  public CalmRun(
      Path out,
      Path autoencoder,
      ChunkCodec codec,
      CalmRecipe recipe,
      TrainingOptions options,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore valid,
      Engine engine,
      boolean resume) {
    this(out, autoencoder, codec, recipe, options, tokenizer, train, valid, engine, resume, null);
  }

  /**
   * Prepares a run that starts from the weights of a model, for fine-tuning.
   *
   * @param out the run's folder: missing or empty, or the run to resume
   * @param autoencoder folder of the trained autoencoder
   * @param codec that autoencoder, opened; stays the caller's
   * @param recipe the model and how its steps are made
   * @param options budget, schedule, evaluation and checkpoints
   * @param tokenizer the tokenizer of both stores and of the autoencoder
   * @param train training tokens
   * @param valid held-out tokens
   * @param engine what it runs on; stays the caller's
   * @param resume whether to go on with the run in the folder
   * @param start folder of a model of the recipe's architecture, over the same autoencoder; null
   *     for random weights
   * @throws IllegalArgumentException if something does not fit together, or the folder holds
   *     something else
   * @throws java.io.UncheckedIOException if a folder cannot be read or written
   */
  public CalmRun(
      Path out,
      Path autoencoder,
      ChunkCodec codec,
      CalmRecipe recipe,
      TrainingOptions options,
      Tokenizer tokenizer,
      TokenStore train,
      TokenStore valid,
      Engine engine,
      boolean resume,
      @Nullable Path start) {
    this.out = out;
    this.autoencoder = autoencoder;
    this.recipe = recipe;
    this.tokenizer = tokenizer;
    Whole whole =
        new Whole(
            recipe,
            ModelDirectory.weightsChecksum(autoencoder),
            start == null ? null : ModelDirectory.weightsChecksum(start));
    RunSetup setup =
        new RunSetup(
            out,
            CalmModel.kind(recipe.model().head().type()),
            whole.json(),
            options,
            tokenizer,
            train,
            valid,
            resume);
    setup.requireUsable();
    training = new CalmTraining(recipe, codec, train, valid, options.seed(), engine);
    if (start != null) {
      begin(start, whole.autoencoder());
    }
    List<ParameterSpec> parameters = new CalmNetwork(recipe.model()).parameters();
    run =
        new ModelRun(
            setup,
            training,
            ParameterSpec.decaying(parameters)::contains,
            recipe.optimizer(),
            engine);
  }

  private void begin(Path start, String autoencoderSum) {
    try {
      String itsSum = ModelDirectory.weightsChecksum(start.resolve(CalmModel.AUTOENCODER));
      if (!itsSum.equals(autoencoderSum)) {
        throw new IllegalArgumentException(
            "%s was trained with another autoencoder than %s, whose vectors mean something else: take the one inside it"
                .formatted(start, autoencoder));
      }
      CalmModel.readWeights(start, training.parameters());
    } catch (RuntimeException | Error e) {
      training.close();
      throw e;
    }
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
    return run.train(
        watchers,
        (weights, provenance) ->
            CalmModel.save(out, recipe.model(), weights, autoencoder, tokenizer, provenance));
  }

  /**
   * The training step, for reports.
   *
   * @return owned by this run
   */
  public CalmTraining training() {
    return training;
  }

  @Override
  public void requestStop() {
    run.requestStop();
  }

  @Override
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return run.awaitEnd(limit);
  }

  @Override
  public void close() {
    run.close();
  }
}
