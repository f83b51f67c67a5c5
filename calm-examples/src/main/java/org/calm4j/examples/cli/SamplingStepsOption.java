package org.calm4j.examples.cli;

import java.nio.file.Path;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.ar.ArModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Opens models, with another number of sampling steps than theirs if one is given. */
final class SamplingStepsOption {
  @Option(
      names = "--sampling-steps",
      paramLabel = "N",
      description =
          "steps from noise to a vector, of models with a flow or diffusion head (default: the"
              + " model's)")
  private @Nullable Integer steps;

  /** Opens a model; a token-level one takes no vectors and so no steps. */
  LanguageModel open(Path folder, Engine engine) {
    Integer given = steps;
    if (given == null) {
      return LanguageModel.open(folder, engine);
    }
    if (ModelDirectory.kind(folder).equals(ArModel.KIND)) {
      throw new IllegalArgumentException(
          "%s is a model over tokens, which takes no sampling steps: leave out --sampling-steps"
              .formatted(folder));
    }
    return CalmModel.open(folder, engine, given);
  }
}
