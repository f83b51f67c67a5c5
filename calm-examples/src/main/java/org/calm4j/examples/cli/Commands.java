package org.calm4j.examples.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The commands by name. Each brings classes and options of its own, and all of them together would
 * be a good part of the start, so a command is made when it is asked for.
 */
final class Commands {
  private static final Map<String, Function<Console, Object>> ALL = all();

  private Commands() {}

  private static Map<String, Function<Console, Object>> all() {
    Map<String, Function<Console, Object>> all = new LinkedHashMap<>();
    all.put("demo", DemoCommand::new);
    all.put("train-tokenizer", TrainTokenizerCommand::new);
    all.put("tokenize", TokenizeCommand::new);
    all.put("train-autoencoder", TrainAutoencoderCommand::new);
    all.put("reconstruct", ReconstructCommand::new);
    all.put("train-lm", TrainLmCommand::new);
    all.put("train-ar", TrainArCommand::new);
    all.put("generate", GenerateCommand::new);
    all.put("eval", EvalCommand::new);
    all.put("bench", BenchCommand::new);
    all.put("info", InfoCommand::new);
    all.put("import", ImportCommand::new);
    all.put("export", ExportCommand::new);
    return Collections.unmodifiableMap(all);
  }

  /**
   * What arguments can be about.
   *
   * @param arguments those of the process
   * @return the command that the first of them names, else all, to list them
   */
  static Map<String, Function<Console, Object>> needed(String... arguments) {
    Function<Console, Object> named = arguments.length == 0 ? null : ALL.get(arguments[0]);
    return named == null ? ALL : Map.of(arguments[0], named);
  }
}
