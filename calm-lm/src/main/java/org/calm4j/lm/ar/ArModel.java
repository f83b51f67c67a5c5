package org.calm4j.lm.ar;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.ModelWeights;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.generate.ArGenerator;
import org.calm4j.lm.net.ArNetwork;
import org.calm4j.lm.rollout.ArRolloutModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The folder of a token-level model opened.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     ArModel model = ArModel.open(Path.of("runs/ar"), engine)) {
 *   GenerationOptions options = GenerationOptions.standard().withExactTemperature(0.7);
 *   System.out.println(model.generate("Once upon a time", options).text());
 *   System.out.println(model.perplexity(ids));
 * }
 * }</pre>
 *
 * <p>Any temperature is drawn exactly. Thread-safe: several callers may generate at the same time,
 * each with its own cache; texts are scored one at a time. Close it when nobody uses it.
 */
public final class ArModel implements LanguageModel {
  /** The kind of model in a folder's provenance. */
  public static final String KIND = "ar";

  private final ArConfig config;
  private final Map<String, INDArray> weights;
  private final Tokenizer tokenizer;
  private final Provenance provenance;
  private final ArGenerator generator;
  private final TokenScorer scorer;
  private final ArRolloutModel rollouts;

  private ArModel(
      ArConfig config,
      Map<String, INDArray> weights,
      Tokenizer tokenizer,
      Provenance provenance,
      Engine engine) {
    this.config = config;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.provenance = provenance;
    this.generator = new ArGenerator(config, weights, tokenizer, engine);
    int bosId = withinDocuments() ? tokenizer.bosId() : -1;
    this.scorer = new TokenScorer(config, weights, bosId, engine);
    this.rollouts = new ArRolloutModel(config, weights, tokenizer.padId(), bosId, engine);
  }

  /**
   * Opens a folder.
   *
   * @param folder a model folder
   * @param engine what the model runs on; stays the caller's and must outlive the model
   * @return the model, owned by the caller
   * @throws IllegalArgumentException if the folder holds no whole token-level model, or tensors do
   *     not fit the configuration
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ArModel open(Path folder, Engine engine) {
    try (ModelDirectory directory = ModelDirectory.open(folder, KIND)) {
      ArConfig config = ConfigFile.read(directory.configuration());
      Tokenizer tokenizer = directory.tokenizer();
      config.requireFits(tokenizer);
      Map<String, INDArray> weights =
          ModelWeights.read(
              folder, new ArNetwork(config).parameters(), directory.weights(), Set.of());
      return new ArModel(config, weights, tokenizer, directory.provenance(), engine);
    }
  }

  /**
   * Saves a model; the model in the folder is replaced as a whole or not at all.
   *
   * @param folder where to
   * @param config the architecture
   * @param weights arrays by published name
   * @param tokenizer whose ids the model knows
   * @param provenance where it comes from
   * @throws IllegalArgumentException if the folder holds something else
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void save(
      Path folder,
      ArConfig config,
      Map<String, INDArray> weights,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelDirectory.save(
        folder, ConfigFile.write(config, tokenizer), weights, tokenizer, provenance);
  }

  /**
   * How well texts are predicted, each on its own.
   *
   * @param texts ids of each text, as a rule with BOS first and EOS last
   * @return the mean over all tokens but the first of each text, in nats
   * @throws IllegalArgumentException if there is no text, or one has fewer than two tokens, more
   *     than the context and one, or an id outside the vocabulary
   */
  public double crossEntropy(int[]... texts) {
    return scorer.crossEntropy(texts);
  }

  /**
   * How many tokens the model is as good as undecided between.
   *
   * @param texts ids of each text, as for {@link #crossEntropy}
   * @return exp of the cross-entropy, at least 1
   * @throws IllegalArgumentException as for {@link #crossEntropy}
   */
  public double perplexity(int[]... texts) {
    return Math.exp(crossEntropy(texts));
  }

  /**
   * The architecture.
   *
   * @return its configuration
   */
  public ArConfig config() {
    return config;
  }

  /**
   * The weights, live.
   *
   * @return arrays by published name, owned by this model
   */
  public Map<String, INDArray> weights() {
    return weights;
  }

  @Override
  public ArGenerator generator() {
    return generator;
  }

  @Override
  public RolloutModel rollouts() {
    return rollouts;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public void close() {
    generator.close();
    rollouts.close();
    scorer.close();
    weights.values().forEach(INDArray::close);
  }
}
