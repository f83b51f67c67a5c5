package example;

import java.nio.file.Path;
import org.calm4j.core.engine.Engine;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationOptions;

/** Opens a model and prints what it writes. */
public final class Writer {
  private Writer() {}

  public static void main(String[] args) {
    try (Engine engine = Engine.create();
        CalmModel model = CalmModel.open(Path.of(args[0]), engine)) {
      GenerationOptions options = GenerationOptions.standard().withMaxTokens(20).withSeed(1);
      Generation story = model.generate("Once upon a time", options);
      System.out.println(story.ids().length + " tokens: " + story.text());
    }
  }
}
