package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;

/** Folders of the golden energy model as it would be published. */
public final class PublishedFolder {
  public static final String TOKENIZER = "r50k:320";

  private PublishedFolder() {}

  /** A folder with {@code config.json} and weights of one container. */
  public static Path make(Path folder, String weights) {
    try {
      Files.createDirectories(folder);
      copy("calm_k4_energy.config.json", folder.resolve("config.json"));
      // Where the autoencoder lay on the machine that trained it.
      change(folder, config -> config.put("ae_path", "/nowhere/checkpoints/autoencoder"));
      boolean torch = weights.endsWith(".bin");
      copy(weights, folder.resolve(torch ? "pytorch_model.bin" : "model.safetensors"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void copy(String resource, Path to) throws IOException {
    try (InputStream in = PublishedFolder.class.getResourceAsStream("/golden/models/" + resource)) {
      Files.copy(Objects.requireNonNull(in, resource), to);
    }
  }

  public static void change(Path folder, Consumer<ObjectNode> change) {
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) Json.read(file, JsonNode.class);
    change.accept(config);
    Json.write(file, config);
  }

  public static Path imported(Path source, Path out) {
    new HubImport(source, out, null, TOKENIZER).run(progress -> {});
    return out;
  }
}
