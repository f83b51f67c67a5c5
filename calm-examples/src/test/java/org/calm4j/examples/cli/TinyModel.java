package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
}
