package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest training that makes sense, for tests. */
final class TinyModel {
  private TinyModel() {}

  /** Arguments of a run of ten steps. */
  static Object[] training(Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train-autoencoder", "--train", "stories:0.05:1", "--valid", "stories:0.01:2"));
    arguments.addAll(List.of("--tokenizer", "r50k:300", "--hidden", 16, "--latent", 8));
    arguments.addAll(List.of("--batch-tokens", 256, "--log-every", 2));
    arguments.addAll(List.of("--out", out));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  /**
   * Arguments of a run of a language model over an autoencoder that is there.
   *
   * @param more more options; those that are here already replace them
   */
  static Object[] languageModel(Path autoencoder, Path out, Object... more) {
    Map<String, Object> sizes = backbone();
    sizes.put("--positions", 32);
    sizes.put("--head-layers", 1);
    sizes.put("--noise", 4);
    sizes.put("--samples", 2);
    sizes.put("--targets", 3);
    sizes.put("--text-chunks", 15);
    return arguments(List.of("train-lm", "--autoencoder", autoencoder, "--out", out), sizes, more);
  }

  /**
   * Arguments of a run of a token-level model.
   *
   * @param more more options; those that are here already replace them
   */
  static Object[] tokenModel(Path out, Object... more) {
    Map<String, Object> sizes = backbone();
    sizes.put("--tokenizer", "r50k:300");
    sizes.put("--positions", 128);
    sizes.put("--text-tokens", 60);
    return arguments(List.of("train-ar", "--out", out), sizes, more);
  }

  private static Map<String, Object> backbone() {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("--train", "stories:0.05:1");
    sizes.put("--valid", "stories:0.01:2");
    sizes.put("--hidden", 16);
    sizes.put("--layers", 2);
    sizes.put("--heads", 2);
    sizes.put("--batch-texts", 2);
    sizes.put("--held-out-texts", 4);
    sizes.put("--log-every", 2);
    return sizes;
  }

  private static Object[] arguments(
      List<Object> command, Map<String, Object> sizes, Object... more) {
    for (Object option : more) {
      sizes.remove(option.toString());
    }
    List<Object> arguments = new ArrayList<>(command);
    sizes.forEach((option, value) -> arguments.addAll(List.of(option, value)));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }
}
