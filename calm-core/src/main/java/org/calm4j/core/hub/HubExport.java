package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorSource;
import org.calm4j.core.weights.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model folder of this library in the layout of the published models, so that the
 * published code loads it: every key of the configuration, both names of parameters that have two,
 * a language model's autoencoder inside its weights and in a folder beside them, the tokenizer as
 * Hugging Face keeps it.
 *
 * <pre>{@code
 * new HubExport(Path.of("runs/lm"), Path.of("published"), HubFormat.SAFETENSORS, null, 5L << 30)
 *     .run(progress -> {});
 * }</pre>
 *
 * @param model a model folder of this library
 * @param out the folder to make: missing or empty
 * @param format the container
 * @param type what floats are stored as: F32, F16 or BF16; null to keep theirs
 * @param maxShardBytes most bytes of weights in one file, at least 1; a larger tensor gets a file
 *     of its own
 */
public record HubExport(
    Path model, Path out, HubFormat format, @Nullable TensorType type, long maxShardBytes) {

  /**
   * Checks the type and the size of shards.
   *
   * @param model a model folder of this library
   * @param out the folder to make
   * @param format the container
   * @param type what floats are stored as, null to keep theirs
   * @param maxShardBytes most bytes of weights in one file
   * @throws IllegalArgumentException if one is out of range
   */
  public HubExport {
    if (maxShardBytes < 1) {
      throw new IllegalArgumentException("a shard must take at least 1 byte, got " + maxShardBytes);
    }
    if (type != null
        && type != TensorType.F32
        && type != TensorType.F16
        && type != TensorType.BF16) {
      throw new IllegalArgumentException("floats can be stored as F32, F16 or BF16, not " + type);
    }
  }

  /**
   * Exports.
   *
   * @param progress hears how far it is, again and again
   * @throws IllegalArgumentException if the folder holds no whole model, one without a published
   *     layout, or the target is not free
   * @throws UncheckedIOException if reading or writing fails; the target is as it was then
   */
  public void run(Consumer<? super TransferProgress> progress) {
    Transfer.requireFree(out);
    try (ModelDirectory main = ModelDirectory.open(model)) {
      PublishedLayout layout = PublishedLayouts.ofKind(main.provenance().kind());
      Part own = new Part(main, layout);
      if (!layout.overVectors()) {
        run(own, List.of(), progress);
        return;
      }
      Path inside =
          model.resolve(main.configuration().path("ae_path").asText(AutoencoderPart.FOLDER));
      try (ModelDirectory codec = ModelDirectory.open(inside)) {
        run(
            own,
            List.of(new Part(codec, PublishedLayouts.ofKind(codec.provenance().kind()))),
            progress);
      }
    }
  }

  /** A model and its layout. */
  private record Part(ModelDirectory directory, PublishedLayout layout) {}

  /** Writes the model, and the autoencoder if there is one. */
  private void run(Part main, List<Part> codecs, Consumer<? super TransferProgress> progress) {
    List<TensorCopy> all = tensors(main, "");
    codecs.forEach(codec -> all.addAll(tensors(codec, AutoencoderPart.PREFIX)));
    ShardWriter writer = new ShardWriter(format, maxShardBytes);
    long inner = codecs.stream().mapToLong(codec -> writer.bytes(tensors(codec, ""))).sum();
    Transfer transfer = new Transfer(writer.bytes(all) + inner, progress);
    try {
      AtomicFiles.replaceDirectory(
          out,
          place -> {
            ObjectNode configuration = configuration(main, all);
            for (Part codec : codecs) {
              // Relative paths are the working directory's in the published code.
              configuration.put("ae_path", out.resolve(AutoencoderPart.FOLDER).toString());
              List<TensorCopy> tensors = tensors(codec, "");
              Path inside = place.resolve(AutoencoderPart.FOLDER);
              Files.createDirectory(inside);
              write(codec, inside, configuration(codec, tensors), tensors, transfer);
            }
            write(main, place, configuration, all, transfer);
          });
    } catch (UncheckedIOException e) {
      // The folder is what the caller knows, not the temporary name beside it.
      IOException cause = e.getCause();
      throw cause == null ? e : FileErrors.writing(out, cause);
    }
  }

  private void write(
      Part part,
      Path place,
      ObjectNode configuration,
      List<TensorCopy> tensors,
      Transfer transfer) {
    Json.write(place.resolve(HubFolder.CONFIG), configuration);
    Tokenizers.saveHuggingFace(part.directory().tokenizer(), place);
    new ShardWriter(format, maxShardBytes).write(place, tensors, transfer);
  }

  private static ObjectNode configuration(Part part, List<TensorCopy> tensors) {
    String torch =
        switch (tensors.get(0).type()) {
          case BF16 -> "bfloat16";
          case F16 -> "float16";
          default -> "float32";
        };
    return part.layout().completed(part.directory().configuration()).put("torch_dtype", torch);
  }

  /** The parameters, each followed by its second name. */
  private List<TensorCopy> tensors(Part part, String prefix) {
    TensorSource weights = part.directory().weights();
    JsonNode configuration = part.directory().configuration();
    List<ParameterSpec> specs =
        LayoutCheck.specs(part.directory().folder().toString(), part.layout(), configuration);
    Map<String, String> firstNames = part.layout().secondNames(configuration);
    List<TensorCopy> all = new ArrayList<>();
    for (ParameterSpec spec : specs) {
      String name = spec.name();
      TensorType stored = Optional.ofNullable(type).orElse(weights.info(name).dtype());
      all.add(new TensorCopy(prefix + name, weights, name, stored));
      firstNames.forEach(
          (second, first) -> {
            if (first.equals(name)) {
              all.add(new TensorCopy(prefix + second, weights, name, stored));
            }
          });
    }
    return all;
  }
}
