package org.calm4j.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongConsumer;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.Json;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.weights.SafetensorsFile;
import org.calm4j.core.weights.SafetensorsWriter;
import org.calm4j.core.weights.TensorCopy;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model on disk: a folder with {@value #CONFIG}, {@value #WEIGHTS}, {@value #TOKENIZER} and
 * {@value #PROVENANCE}. Other files may lie beside them.
 *
 * <p>Saving replaces the model as a whole. All files are written to a hidden folder inside first;
 * moving the new {@value #PROVENANCE} into place decides, and {@link #open} completes the other
 * moves if saving was killed right after that. Opening checks every file against the checksums in
 * {@value #PROVENANCE}, so that a mixture of two models is never used.
 *
 * <p>Not thread-safe for two writers of one folder; reading from several threads is fine.
 */
public final class ModelDirectory implements AutoCloseable {
  /** The model's configuration. */
  public static final String CONFIG = "config.json";

  /** The model's weights. */
  public static final String WEIGHTS = "model.safetensors";

  /** The tokenizer, complete. */
  public static final String TOKENIZER = "tokenizer.json";

  /** Where the model comes from, and the checksums of the other files. */
  public static final String PROVENANCE = "provenance.json";

  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private final Path folder;
  private final JsonNode configuration;
  private final SafetensorsFile weights;
  private final Tokenizer tokenizer;
  private final Provenance provenance;

  private ModelDirectory(
      Path folder,
      JsonNode configuration,
      SafetensorsFile weights,
      Tokenizer tokenizer,
      Provenance provenance) {
    this.folder = folder;
    this.configuration = configuration;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.provenance = provenance;
  }

  /**
   * Saves a model; a model of the same kind in the folder is replaced.
   *
   * @param folder the folder, made if missing; other files in it stay
   * @param configuration what {@value #CONFIG} holds: a record or a {@link JsonNode}
   * @param weights the model's tensors by name
   * @param tokenizer the tokenizer whose ids the model knows
   * @param provenance where the model comes from; the checksums are filled in here
   * @throws IllegalArgumentException if {@link #requireReplaceable} refuses the folder, or the
   *     tokenizer is not the one that the provenance names
   * @throws UncheckedIOException if writing fails; the old model is unchanged then
   */
  public static void save(
      Path folder,
      Object configuration,
      Map<String, INDArray> weights,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelFiles.save(
        folder,
        configuration,
        file -> SafetensorsWriter.write(file, weights, METADATA),
        tokenizer,
        provenance);
  }

  /**
   * Saves a model whose weights lie elsewhere on disk, block by block: no tensor is held whole.
   *
   * @param folder the folder, made if missing; other files in it stay
   * @param configuration what {@value #CONFIG} holds: a record or a {@link JsonNode}
   * @param weights the model's tensors; not those of the folder itself
   * @param progress hears the number of bytes written, again and again
   * @param tokenizer the tokenizer whose ids the model knows
   * @param provenance where the model comes from; the checksums are filled in here
   * @throws IllegalArgumentException as {@link #save(Path, Object, Map, Tokenizer, Provenance)}
   * @throws UncheckedIOException if reading or writing fails; the old model is unchanged then
   */
  public static void save(
      Path folder,
      Object configuration,
      Collection<TensorCopy> weights,
      LongConsumer progress,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelFiles.save(
        folder,
        configuration,
        file -> SafetensorsWriter.copy(file, weights, METADATA, progress),
        tokenizer,
        provenance);
  }

  /**
   * Checks, before a long run for example, that {@link #save} may write to a folder.
   *
   * @param folder the folder
   * @param kind the kind of model to save
   * @throws IllegalArgumentException if the folder is a file, holds a model of another kind, or
   *     holds files under a model's names that no provenance explains
   */
  public static void requireReplaceable(Path folder, String kind) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is a file where a folder for a model is needed: choose another name");
    }
    if (Files.exists(folder.resolve(PROVENANCE))) {
      String old = Json.read(folder.resolve(PROVENANCE), Provenance.class).kind();
      if (!old.equals(kind)) {
        throw new IllegalArgumentException(
            "%s holds a model of kind %s, which one of kind %s would destroy: choose another folder"
                .formatted(folder, old, kind));
      }
      return;
    }
    for (String name : ModelFiles.CONTENT) {
      if (Files.exists(folder.resolve(name))) {
        throw new IllegalArgumentException(
            "%s holds a %s but no %s, so it is not a model of this library: choose another folder"
                .formatted(folder, name, PROVENANCE));
      }
    }
  }

  /**
   * The kind of model in a folder, without opening it.
   *
   * @param folder the folder
   * @return {@link Provenance#kind()}
   * @throws IllegalArgumentException if the folder is missing or holds no model
   * @throws UncheckedIOException if a file cannot be read; the message names it
   */
  public static String kind(Path folder) {
    ModelFiles.requireModel(folder);
    return Json.read(folder.resolve(PROVENANCE), Provenance.class).kind();
  }

  /**
   * Opens a model of one kind.
   *
   * @param folder the folder
   * @param kind the kind that is needed, {@link Provenance#kind()}
   * @return the model, owned by the caller
   * @throws IllegalArgumentException as {@link #open(Path)}, or if the kind differs
   * @throws UncheckedIOException if a file cannot be read; the message names it
   */
  public static ModelDirectory open(Path folder, String kind) {
    ModelDirectory model = open(folder);
    String found = model.provenance.kind();
    if (!found.equals(kind)) {
      model.close();
      throw new IllegalArgumentException(
          "%s holds a model of kind %s where one of kind %s is needed"
              .formatted(folder, found, kind));
    }
    return model;
  }

  /**
   * Opens a model and checks that its files are whole and belong together.
   *
   * @param folder the folder
   * @return the model, owned by the caller
   * @throws IllegalArgumentException if a file is missing, damaged or of another model; the message
   *     names it
   * @throws UncheckedIOException if a file cannot be read; the message names it
   */
  public static ModelDirectory open(Path folder) {
    ModelFiles.requireModel(folder);
    ModelFiles.finish(folder);
    Provenance provenance = Json.read(folder.resolve(PROVENANCE), Provenance.class);
    for (String name : ModelFiles.CONTENT) {
      ModelFiles.requireFile(folder, name);
      String sum = provenance.files().get(name);
      if (sum == null) {
        throw new IllegalArgumentException(
            folder.resolve(PROVENANCE) + " is damaged: it has no checksum of " + name);
      }
      Checksums.requireUnchanged(folder.resolve(name), sum);
    }
    JsonNode configuration = Json.read(folder.resolve(CONFIG), JsonNode.class);
    Tokenizer tokenizer = Tokenizers.load(folder.resolve(TOKENIZER));
    ModelFiles.requireTokenizer(folder.toString(), tokenizer, provenance);
    return new ModelDirectory(
        folder,
        configuration,
        SafetensorsFile.open(folder.resolve(WEIGHTS)),
        tokenizer,
        provenance);
  }

  /**
   * Copies a model, without the other files of its folder, after checking that it is whole; what
   * lies at the target is replaced as a whole.
   *
   * @param folder a model folder
   * @param target where the copy goes
   * @throws IllegalArgumentException as {@link #open(Path)}, or if the target holds something else
   * @throws UncheckedIOException if a file cannot be read or written; the message names it
   */
  public static void copy(Path folder, Path target) {
    try (ModelDirectory model = open(folder)) {
      requireReplaceable(target, model.provenance.kind());
    }
    AtomicFiles.replaceDirectory(
        target,
        place -> {
          for (String name : ModelFiles.CONTENT) {
            Files.copy(folder.resolve(name), place.resolve(name));
          }
          Files.copy(folder.resolve(PROVENANCE), place.resolve(PROVENANCE));
        });
  }

  /**
   * The checksum of a model's weights, which tells models apart.
   *
   * @param folder a model folder
   * @return SHA-256 of {@value #WEIGHTS} as {@value #PROVENANCE} has it
   * @throws IllegalArgumentException if the folder is missing or holds no model
   * @throws UncheckedIOException if a file cannot be read; the message names it
   */
  public static String weightsChecksum(Path folder) {
    ModelFiles.requireModel(folder);
    return Json.read(folder.resolve(PROVENANCE), Provenance.class)
        .files()
        .getOrDefault(WEIGHTS, "");
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
   * What {@value #CONFIG} holds.
   *
   * @return a copy
   */
  public JsonNode configuration() {
    return configuration.deepCopy();
  }

  /**
   * What {@value #CONFIG} holds, as a record.
   *
   * @param type the record
   * @param <T> the record
   * @return the configuration
   * @throws IllegalArgumentException if it does not fit; the message names file and field
   */
  public <T> T configuration(Class<T> type) {
    return Json.parse(folder.resolve(CONFIG).toString(), Json.line(configuration), type);
  }

  /**
   * The weights file.
   *
   * @return open until {@link #close}
   */
  public SafetensorsFile weights() {
    return weights;
  }

  /**
   * The tokenizer.
   *
   * @return the one whose ids the model knows
   */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * Where the model comes from.
   *
   * @return what {@value #PROVENANCE} holds
   */
  public Provenance provenance() {
    return provenance;
  }

  /** Closes the weights file. */
  @Override
  public void close() {
    weights.close();
  }
}
