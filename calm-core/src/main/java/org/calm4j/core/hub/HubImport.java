package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.model.ConfigReader;
import org.calm4j.core.model.DataIdentity;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.model.RunSummary;
import org.calm4j.core.model.TokenizerIdentity;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.weights.RenamedTensors;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorInfo;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model folder of this library from the folder of a published model.
 *
 * <pre>{@code
 * new HubImport(Path.of("CALM-M"), Path.of("runs/calm-m"), null, null).run(progress -> {});
 * CalmModel model = CalmModel.open(Path.of("runs/calm-m"), engine);
 * }</pre>
 *
 * <p>Everything is checked before anything is written, and tensors go from file to file block by
 * block in the type they are stored in. Of a parameter with two names, one is kept. The
 * configuration keeps all its keys.
 *
 * @param source the published folder
 * @param out the folder to make: missing or empty
 * @param autoencoder folder of the autoencoder, in either layout; null to take the one inside or
 *     beside the model
 * @param tokenizer a tokenizer as {@link Tokenizers#of} takes it; null to take the one in the
 *     source or in the autoencoder's folder
 */
public record HubImport(
    Path source, Path out, @Nullable Path autoencoder, @Nullable String tokenizer) {
  private static final String PAD = "pad_token_id";

  /**
   * Imports.
   *
   * @param progress hears how far it is, again and again
   * @throws IllegalArgumentException if the source is no whole model of an architecture that can be
   *     used here, something does not fit together, or the target is not free
   * @throws UncheckedIOException if reading or writing fails; the target is as it was then
   */
  public void run(Consumer<? super TransferProgress> progress) {
    Transfer.requireFree(out);
    try (HubFolder folder = HubFolder.open(source)) {
      PublishedLayout layout = PublishedLayouts.of(source.toString(), folder.configuration());
      if (layout.overVectors()) {
        try (AutoencoderPart part = AutoencoderPart.find(folder, autoencoder)) {
          run(folder, layout, part, progress);
        }
      } else {
        requireNoAutoencoder(layout);
        run(folder, layout, null, progress);
      }
    }
  }

  private void requireNoAutoencoder(PublishedLayout layout) {
    if (autoencoder != null) {
      throw new IllegalArgumentException(
          "%s is a %s, which has no autoencoder: leave --autoencoder out"
              .formatted(source, layout.architecture()));
    }
  }

  private void run(
      HubFolder folder,
      PublishedLayout layout,
      @Nullable AutoencoderPart part,
      Consumer<? super TransferProgress> progress) {
    Tokenizer ids = tokenizer(part);
    ObjectNode configuration = configuration(folder.configuration(), layout, ids);
    requireVocabulary(configuration, ids, source.toString());
    RenamedTensors own = own(folder, part != null);
    List<TensorCopy> main =
        copies(LayoutCheck.check(source.toString(), layout, configuration, own));
    List<TensorCopy> inner = part == null ? List.of() : copies(part.tensors());
    if (part != null) {
      requireFits(configuration, part.configuration());
    }
    Transfer transfer = new Transfer(bytes(main) + bytes(inner), progress);
    String started = now();
    try {
      AtomicFiles.replaceDirectory(
          out,
          place -> {
            ObjectNode made = JsonNodeFactory.instance.objectNode();
            made.put("imported_from", source.toString());
            if (part != null) {
              Path inside = place.resolve(AutoencoderPart.FOLDER);
              ObjectNode config = configuration(part.configuration(), part.layout(), ids);
              save(inside, part.layout(), config, inner, made, ids, started, transfer);
              made.put("autoencoder", ModelDirectory.weightsChecksum(inside));
            }
            save(place, layout, configuration, main, made, ids, started, transfer);
          });
    } catch (UncheckedIOException e) {
      // The folder is what the caller knows, not the temporary name beside it.
      IOException cause = e.getCause();
      throw cause == null ? e : FileErrors.writing(out, cause);
    }
  }

  /** What is not the autoencoder's. */
  private static RenamedTensors own(HubFolder folder, boolean overVectors) {
    Map<String, String> names = new LinkedHashMap<>();
    folder.weights().names().stream()
        .filter(name -> !overVectors || !name.startsWith(AutoencoderPart.PREFIX))
        .forEach(name -> names.put(name, name));
    return new RenamedTensors(folder.weights(), names);
  }

  private Tokenizer tokenizer(@Nullable AutoencoderPart part) {
    if (tokenizer != null) {
      return Tokenizers.of(tokenizer);
    }
    List<Path> places = new ArrayList<>(List.of(source));
    if (autoencoder != null) {
      places.add(autoencoder);
    } else if (part != null && part.folder() != null) {
      places.add(part.folder().folder());
    }
    return places.stream()
        .flatMap(place -> HubFolder.tokenizer(place).stream())
        .findFirst()
        .map(file -> Tokenizers.of(file.toString()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s holds no tokenizer: name the one it was trained with by --tokenizer, for the published CALM models Llama 3's tokenizer.model or tokenizer.json"
                        .formatted(source)));
  }

  private ObjectNode configuration(ObjectNode found, PublishedLayout layout, Tokenizer ids) {
    ObjectNode configuration = found.deepCopy();
    configuration.putArray("architectures").add(layout.architecture());
    configuration.put("model_type", layout.modelType());
    if (layout.overVectors()) {
      configuration.put("ae_path", AutoencoderPart.FOLDER);
    }
    if (!configuration.path(PAD).isInt()) {
      configuration.put(PAD, ids.padId());
    }
    return configuration;
  }

  private static void requireVocabulary(ObjectNode configuration, Tokenizer ids, String what) {
    int vocabulary = configuration.path("vocab_size").asInt(-1);
    if (vocabulary >= 0 && vocabulary != ids.vocabularySize()) {
      throw new IllegalArgumentException(
          "%s has %d token ids, but the tokenizer %s has %d: name the one it was trained with by --tokenizer"
              .formatted(what, vocabulary, ids.spec(), ids.vocabularySize()));
    }
  }

  private void requireFits(ObjectNode model, ObjectNode codec) {
    for (String key : List.of("patch_size", "latent_size", "vocab_size")) {
      int own = new ConfigReader(model).integer(key);
      int its = new ConfigReader(codec).integer(key);
      if (own != its) {
        throw new IllegalArgumentException(
            "%s has %s %d, its autoencoder %d: take the autoencoder it was trained with"
                .formatted(source, key, own, its));
      }
    }
  }

  private static List<TensorCopy> copies(RenamedTensors tensors) {
    return tensors.names().stream().map(name -> TensorCopy.exact(name, tensors, name)).toList();
  }

  private static long bytes(List<TensorCopy> copies) {
    return copies.stream().map(TensorCopy::info).mapToLong(TensorInfo::bytes).sum();
  }

  private static void save(
      Path place,
      PublishedLayout layout,
      ObjectNode configuration,
      List<TensorCopy> tensors,
      ObjectNode made,
      Tokenizer ids,
      String started,
      Transfer transfer) {
    Provenance provenance =
        Provenance.of(
            layout.kind(),
            made,
            new DataIdentity(List.of(), "", 0, 0),
            TokenizerIdentity.of(ids),
            new RunSummary(0, 0, 0, 0, started, now()));
    ModelDirectory.save(place, configuration, tensors, transfer, ids, provenance);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
