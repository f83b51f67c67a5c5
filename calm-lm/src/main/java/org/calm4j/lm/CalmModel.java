package org.calm4j.lm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.ModelWeights;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.generate.CalmSampler;
import org.calm4j.lm.generate.Generator;
import org.calm4j.lm.net.CalmNetwork;
import org.calm4j.lm.rollout.CalmRolloutModel;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A language model folder opened, its autoencoder included.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     CalmModel model = CalmModel.open(Path.of("runs/lm"), engine)) {
 *   Generation story = model.generate("Once upon a time", GenerationOptions.standard());
 *   System.out.println(story.text());
 * }
 * }</pre>
 *
 * <p>Thread-safe: several callers may generate at the same time, each with its own cache. The
 * autoencoder's part of a step is done for one of them at a time. Close it when nobody generates.
 */
public final class CalmModel implements LanguageModel {
  /** The kind of a model with the energy head, in a folder's provenance. */
  public static final String KIND = kind(HeadConfig.Type.ENERGY);

  /** Folder of the autoencoder inside the model's. */
  public static final String AUTOENCODER = "autoencoder";

  /** The published code's second name of the head. */
  static final String SECOND_NAME = "generative_head.";

  private static final String KIND_PREFIX = "calm-";

  private final CalmConfig config;
  private final Map<String, INDArray> weights;
  private final ChunkCodec codec;
  private final Tokenizer tokenizer;
  private final Provenance provenance;
  private final Generator generator;
  private final CalmRolloutModel rollouts;

  private CalmModel(
      CalmConfig config,
      Map<String, INDArray> weights,
      ChunkCodec codec,
      Tokenizer tokenizer,
      Provenance provenance,
      Engine engine) {
    this.config = config;
    this.weights = weights;
    this.codec = codec;
    this.tokenizer = tokenizer;
    this.provenance = provenance;
    this.generator = new Generator(config, weights, codec, tokenizer, engine);
    this.rollouts =
        new CalmRolloutModel(
            config, weights, codec, withinDocuments() ? tokenizer.bosId() : -1, engine);
  }

  /**
   * The kind of a model, in a folder's provenance.
   *
   * @param head its head
   * @return for example {@code calm-flow}
   */
  public static String kind(HeadConfig.Type head) {
    return KIND_PREFIX + head.modelType();
  }

  /**
   * Opens a folder.
   *
   * @param folder a model folder
   * @param engine what the model runs on; stays the caller's and must outlive the model
   * @return the model, owned by the caller
   * @throws IllegalArgumentException if the folder holds no whole language model, its autoencoder
   *     is missing or another one, or tensors do not fit the configuration
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static CalmModel open(Path folder, Engine engine) {
    return open(folder, engine, UnaryOperator.identity());
  }

  /**
   * Opens a folder, to sample with another number of steps than its configuration names.
   *
   * @param folder a model folder
   * @param engine what the model runs on; stays the caller's and must outlive the model
   * @param samplingSteps steps from noise to a vector
   * @return the model, owned by the caller
   * @throws IllegalArgumentException as {@link #open(Path, Engine)}, or if the head takes no such
   *     number of steps
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static CalmModel open(Path folder, Engine engine, int samplingSteps) {
    return open(folder, engine, head -> head.withSamplingSteps(samplingSteps));
  }

  private static CalmModel open(Path folder, Engine engine, UnaryOperator<HeadConfig> change) {
    try (ModelDirectory directory = directory(folder)) {
      CalmConfig read = ConfigFile.read(directory.configuration());
      CalmConfig config = read.withHead(change.apply(read.head()));
      Tokenizer tokenizer = directory.tokenizer();
      Path inside = folder.resolve(ConfigFile.autoencoder(directory.configuration()));
      requireAutoencoder(folder, inside, directory.provenance());
      ChunkCodec codec = ChunkCodecs.open(inside, engine);
      try {
        requireFits(config, codec, tokenizer);
        List<ParameterSpec> parameters = new CalmNetwork(config).parameters();
        Set<String> names =
            parameters.stream().map(ParameterSpec::name).collect(Collectors.toSet());
        Map<String, INDArray> weights =
            ModelWeights.read(
                folder, parameters, directory.weights(), secondNames(names, directory));
        return new CalmModel(config, weights, codec, tokenizer, directory.provenance(), engine);
      } catch (RuntimeException | Error e) {
        codec.close();
        throw e;
      }
    }
  }

  /**
   * The architecture of a model, without opening it.
   *
   * @param folder a model folder
   * @return its configuration
   * @throws IllegalArgumentException if the folder holds no whole language model over vectors
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static CalmConfig configOf(Path folder) {
    try (ModelDirectory directory = directory(folder)) {
      return ConfigFile.read(directory.configuration());
    }
  }

  /** Replaces weights by those of a model of the same architecture. */
  static void readWeights(Path folder, Map<String, INDArray> weights) {
    try (ModelDirectory directory = directory(folder)) {
      ModelWeights.readInto(
          folder, weights, directory.weights(), secondNames(weights.keySet(), directory));
    }
  }

  /** A folder of a model with any head. */
  private static ModelDirectory directory(Path folder) {
    String found = ModelDirectory.kind(folder);
    boolean known =
        Arrays.stream(HeadConfig.Type.values()).anyMatch(type -> kind(type).equals(found));
    return ModelDirectory.open(folder, known ? found : KIND);
  }

  /** Tensors that are there twice: only where no parameter has such a name itself. */
  private static Set<String> secondNames(Set<String> parameters, ModelDirectory directory) {
    if (parameters.stream().anyMatch(name -> name.startsWith(SECOND_NAME))) {
      return Set.of();
    }
    return directory.weights().names().stream()
        .filter(name -> name.startsWith(SECOND_NAME))
        .collect(Collectors.toSet());
  }

  private static void requireAutoencoder(Path folder, Path inside, Provenance provenance) {
    if (!Files.isDirectory(inside)) {
      throw new IllegalArgumentException(
          "%s has no autoencoder: the folder %s is missing; copy the one it was trained with there"
              .formatted(folder, inside));
    }
    String trainedWith = provenance.configuration().path("autoencoder").asText("");
    if (!trainedWith.isEmpty() && !trainedWith.equals(ModelDirectory.weightsChecksum(inside))) {
      throw new IllegalArgumentException(
          "%s was trained with another autoencoder than the one in %s: its vectors mean something else"
              .formatted(folder, inside));
    }
  }

  /**
   * Checks that a codec and a tokenizer belong to a model.
   *
   * @param config the model
   * @param codec its codec
   * @param tokenizer its tokenizer
   * @throws IllegalArgumentException if K, latent size, vocabulary or tokenizer differ
   */
  public static void requireFits(CalmConfig config, ChunkCodec codec, Tokenizer tokenizer) {
    config.requireFits(codec);
    if (tokenizer.vocabularySize() != config.vocabSize()) {
      throw new IllegalArgumentException(
          "the model has %d ids but its tokenizer %s has %d"
              .formatted(config.vocabSize(), tokenizer.spec(), tokenizer.vocabularySize()));
    }
    if (!codec.tokenizerIdentity().isEmpty()
        && !codec.tokenizerIdentity().equals(tokenizer.identity())) {
      throw new IllegalArgumentException(
          "the autoencoder was trained with another tokenizer than %s: take the tokenizer of the autoencoder"
              .formatted(tokenizer.spec()));
    }
  }

  /**
   * Saves a model and a copy of its autoencoder; the model in the folder is replaced as a whole or
   * not at all.
   *
   * @param folder where to
   * @param config the architecture
   * @param weights arrays by published name
   * @param autoencoder folder of the autoencoder it was trained with
   * @param tokenizer whose ids the model knows
   * @param provenance where it comes from
   * @throws IllegalArgumentException if the folder holds something else
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void save(
      Path folder,
      CalmConfig config,
      Map<String, INDArray> weights,
      Path autoencoder,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelDirectory.copy(autoencoder, folder.resolve(AUTOENCODER));
    ModelDirectory.save(
        folder, ConfigFile.write(config, AUTOENCODER, tokenizer), weights, tokenizer, provenance);
  }

  @Override
  public Generator generator() {
    return generator;
  }

  /**
   * The model as a black box, for evaluation and for users who work with vectors.
   *
   * @return context to next chunks and vectors; valid while the model is open
   */
  public CalmSampler sampler() {
    return generator.sampler();
  }

  @Override
  public RolloutModel rollouts() {
    return rollouts;
  }

  /**
   * The architecture.
   *
   * @return its configuration
   */
  public CalmConfig config() {
    return config;
  }

  /**
   * The autoencoder.
   *
   * @return owned by this model
   */
  public ChunkCodec codec() {
    return codec;
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
    codec.close();
    weights.values().forEach(INDArray::close);
  }
}
