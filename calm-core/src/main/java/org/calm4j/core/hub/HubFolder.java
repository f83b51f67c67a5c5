package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.SafetensorsFile;
import org.calm4j.core.weights.ShardedTensors;
import org.calm4j.core.weights.TensorSource;
import org.calm4j.core.weights.torch.TorchFile;

/**
 * A folder in the layout of Hugging Face, opened: {@code config.json} and weights as {@code
 * model.safetensors} or {@code pytorch_model.bin}, whole or in shards with an index. The model
 * folders of this library have the same layout.
 *
 * <pre>{@code
 * try (HubFolder folder = HubFolder.open(Path.of("CALM-M"))) {
 *   INDArray table = folder.weights().read("transformer.embed_tokens.weight");
 * }
 * }</pre>
 */
public final class HubFolder implements AutoCloseable {
  static final String CONFIG = "config.json";
  static final String SAFETENSORS = "model.safetensors";
  static final String TORCH = "pytorch_model.bin";
  static final String INDEX = ".index.json";

  private static final List<String> WEIGHTS =
      List.of(SAFETENSORS, SAFETENSORS + INDEX, TORCH, TORCH + INDEX);
  private static final List<String> TOKENIZERS = List.of("tokenizer.json", "tokenizer.model");
  private static final byte[] POINTER =
      "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final ObjectNode configuration;
  private final TensorSource weights;

  private HubFolder(Path folder, ObjectNode configuration, TensorSource weights) {
    this.folder = folder;
    this.configuration = configuration;
    this.weights = weights;
  }

  /**
   * Opens a folder; of its weights, the descriptions only. If there are weights in both containers,
   * safetensors are taken.
   *
   * @param folder the folder
   * @return owned by the caller
   * @throws IllegalArgumentException if configuration or weights are missing or damaged
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static HubFolder open(Path folder) {
    ObjectNode configuration = configuration(folder);
    for (String name : WEIGHTS) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return new HubFolder(
            folder,
            configuration,
            name.endsWith(INDEX) ? ShardedTensors.open(file, HubFolder::weights) : weights(file));
      }
    }
    throw new IllegalArgumentException(
        "%s holds no weights: one of %s is needed".formatted(folder, String.join(", ", WEIGHTS)));
  }

  /**
   * Whether a folder has a {@code config.json} with the architecture of a published model.
   *
   * @param folder a folder, perhaps missing
   * @return true if {@link #open} may find a model there
   */
  public static boolean isHubFolder(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIG));
  }

  static ObjectNode configuration(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder
              + (Files.exists(folder) ? " is a file" : " does not exist")
              + " where the folder of a published model is needed");
    }
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is no folder of a published model: %s is missing in it".formatted(folder, CONFIG));
    }
    requireContent(file);
    if (Json.read(file, JsonNode.class) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(file + " must hold a JSON object");
  }

  private static TensorSource weights(Path file) {
    requireContent(file);
    return file.toString().endsWith(".safetensors")
        ? SafetensorsFile.open(file)
        : TorchFile.open(file);
  }

  /** A clone without Git LFS leaves texts of three lines where weights should be. */
  private static void requireContent(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      if (Arrays.equals(stream.readNBytes(POINTER.length), POINTER)) {
        throw new IllegalArgumentException(
            "%s is only a pointer of Git LFS: fetch the file itself with git lfs pull"
                .formatted(file));
      }
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  /**
   * The folder.
   *
   * @return as given to {@link #open}
   */
  public Path folder() {
    return folder;
  }

  /**
   * What {@code config.json} holds.
   *
   * @return a copy
   */
  public ObjectNode configuration() {
    return configuration.deepCopy();
  }

  /**
   * The name of the model's architecture.
   *
   * @return as {@code config.json} has it, empty if it does not tell
   */
  public String architecture() {
    return PublishedLayouts.architecture(configuration);
  }

  /**
   * The weights.
   *
   * @return open until {@link #close}
   */
  public TensorSource weights() {
    return weights;
  }

  /**
   * Tensors that are second names of others, and so no parameters of their own.
   *
   * @return names of {@link #weights}; none if the architecture is unknown
   */
  public Set<String> secondNames() {
    Set<String> present = new HashSet<>(weights.names());
    Set<String> second = new HashSet<>();
    PublishedLayouts.find(configuration)
        .ifPresent(
            layout -> {
              second.addAll(secondNames(layout, "", present));
              if (layout.overVectors()) {
                second.addAll(
                    secondNames(
                        PublishedLayouts.ofKind("autoencoder"), AutoencoderPart.PREFIX, present));
              }
            });
    return second;
  }

  private List<String> secondNames(PublishedLayout layout, String prefix, Set<String> present) {
    return layout.secondNames(configuration).entrySet().stream()
        .filter(
            names ->
                present.contains(prefix + names.getKey())
                    && present.contains(prefix + names.getValue()))
        .map(names -> prefix + names.getKey())
        .toList();
  }

  /**
   * The tokenizer's file.
   *
   * @return {@code tokenizer.json} or {@code tokenizer.model} in the folder
   */
  public Optional<Path> tokenizer() {
    return tokenizer(folder);
  }

  static Optional<Path> tokenizer(Path folder) {
    return TOKENIZERS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  @Override
  public void close() {
    weights.close();
  }
}
