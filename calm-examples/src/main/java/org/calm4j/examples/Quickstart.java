package org.calm4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.calm4j.autoencoder.AutoencoderModel;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.AutoencoderRun;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;

/** Trains a small autoencoder on generated stories, then turns a sentence into vectors and back. */
public final class Quickstart {
  private Quickstart() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the model, and optionally the number of steps (200)
   */
  public static void main(String[] args) {
    Path out = Path.of(args[0]);
    long steps = args.length > 1 ? Long.parseLong(args[1]) : 200;

    Tokenizer tokenizer = Tokenizers.of("r50k:512");
    TokenStore train = TokenStore.of(tokenizer, List.of("stories:2:1"), progress -> {});
    TokenStore valid = TokenStore.of(tokenizer, List.of("stories:0.1:2"), progress -> {});
    AutoencoderRecipe recipe = AutoencoderRecipe.small(tokenizer.vocabularySize());
    TrainingOptions options =
        TrainingOptions.of(new Budget.Steps(steps), new Schedule.Cosine(3e-3, 20, 0.02));

    try (Engine engine = Engine.create()) {
      try (AutoencoderRun run =
          new AutoencoderRun(out, recipe, options, tokenizer, train, valid, engine, false)) {
        run.train(List.of());
      }
      try (AutoencoderModel model = AutoencoderModel.open(out, engine)) {
        float[][] vectors = model.encode("Mia ran to the lake and looked for her bell.");
        System.out.println(vectors.length + " vectors of " + vectors[0].length + " numbers");
        System.out.println(model.decode(vectors));
      }
    }
  }
}
