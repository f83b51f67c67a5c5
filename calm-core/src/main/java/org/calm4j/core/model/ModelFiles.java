package org.calm4j.core.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;

/** How the files of a {@link ModelDirectory} get into place, and that they are there. */
final class ModelFiles {
  /** All files but the provenance, which decides. */
  static final List<String> CONTENT =
      List.of(ModelDirectory.CONFIG, ModelDirectory.WEIGHTS, ModelDirectory.TOKENIZER);

  private static final String STAGING = ".saving";

  private ModelFiles() {}

  /** Writes all files beside, {@code weights} among them, and moves them into place. */
  static void save(
      Path folder,
      Object configuration,
      Consumer<Path> weights,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelDirectory.requireReplaceable(folder, provenance.kind());
    requireTokenizer("the model to save in " + folder, tokenizer, provenance);
    try {
      AtomicFiles.replaceDirectory(
          folder.resolve(STAGING),
          staging -> {
            Json.write(staging.resolve(ModelDirectory.CONFIG), configuration);
            weights.accept(staging.resolve(ModelDirectory.WEIGHTS));
            Tokenizers.save(tokenizer, staging.resolve(ModelDirectory.TOKENIZER));
            Map<String, String> sums = new TreeMap<>();
            CONTENT.forEach(name -> sums.put(name, Checksums.sha256(staging.resolve(name))));
            Json.write(staging.resolve(ModelDirectory.PROVENANCE), provenance.withFiles(sums));
          });
      AtomicFiles.move(
          folder.resolve(STAGING).resolve(ModelDirectory.PROVENANCE),
          folder.resolve(ModelDirectory.PROVENANCE));
      finish(folder);
    } catch (UncheckedIOException e) {
      // The folder is what the caller knows, not the temporary name inside.
      IOException cause = e.getCause();
      throw cause == null ? e : FileErrors.writing(folder, cause);
    }
  }

  /** Moves what a save left to move once its provenance was in place. */
  static void finish(Path folder) {
    Path staging = folder.resolve(STAGING);
    if (!Files.exists(staging) || Files.exists(staging.resolve(ModelDirectory.PROVENANCE))) {
      return;
    }
    for (String name : CONTENT) {
      if (Files.exists(staging.resolve(name))) {
        AtomicFiles.move(staging.resolve(name), folder.resolve(name));
      }
    }
    try {
      Files.delete(staging);
    } catch (IOException e) {
      throw FileErrors.writing(staging, e);
    }
  }

  static void requireModel(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder
              + (Files.exists(folder) ? " is a file" : " does not exist")
              + " where a model folder is needed");
    }
    requireFile(folder, ModelDirectory.PROVENANCE);
  }

  static void requireFile(Path folder, String name) {
    if (!Files.isRegularFile(folder.resolve(name))) {
      throw new IllegalArgumentException(
          folder + " is not a whole model: " + name + " is missing in it");
    }
  }

  static void requireTokenizer(String what, Tokenizer tokenizer, Provenance provenance) {
    if (!tokenizer.identity().equals(provenance.tokenizer().identity())) {
      throw new IllegalArgumentException(
          "%s was trained with the tokenizer %s, which does not match %s"
              .formatted(what, provenance.tokenizer(), TokenizerIdentity.of(tokenizer)));
    }
  }
}
