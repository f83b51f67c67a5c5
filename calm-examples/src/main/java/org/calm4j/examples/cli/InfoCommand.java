package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code calm info}: what a model folder holds. Works for every kind of model. */
@Command(name = "info", description = "Shows architecture, parameters and origin of a model.")
final class InfoCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "a model folder")
  private Path folder = Path.of("");

  @Mixin private final CommonOptions common = new CommonOptions();

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ModelDirectory model = ModelDirectory.open(folder)) {
      Map<String, TensorInfo> tensors = new LinkedHashMap<>();
      model.weights().names().forEach(name -> tensors.put(name, model.weights().info(name)));
      long parameters = tensors.values().stream().mapToLong(InfoCommand::elements).sum();
      long bytes = tensors.values().stream().mapToLong(TensorInfo::bytes).sum();
      Provenance origin = model.provenance();
      new Settings(origin.kind() + " in " + folder)
          .add("parameters", Figures.count(parameters))
          .add("weights", Figures.decimal(bytes / 1e6, 1) + " MB")
          .add(model.configuration())
          .lines()
          .forEach(console::print);
      origin(origin).lines().forEach(console::print);
      console.print("parameters by tensor");
      tensors.forEach(
          (name, tensor) ->
              console.print(
                  "  %-56s %-16s %14s"
                      .formatted(
                          name, Arrays.toString(tensor.shape()), Figures.count(elements(tensor)))));
      if (common.json) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", origin.kind());
        json.put("parameters", parameters);
        json.put("weight_bytes", bytes);
        json.put("configuration", model.configuration());
        json.put("provenance", origin);
        console.json(json);
      }
    }
    return 0;
  }

  private static Settings origin(Provenance origin) {
    Settings lines =
        new Settings("origin")
            .add("tokenizer", origin.tokenizer())
            .add("text", String.join(", ", origin.data().sources()))
            .add("documents", Figures.count(origin.data().documents()))
            .add("tokens of text", Figures.count(origin.data().tokens()))
            .add("seed", origin.run().seed())
            .add("steps", Figures.count(origin.run().steps()))
            .add("tokens learnt from", Figures.count(origin.run().tokensSeen()))
            .add("training time", Figures.time(origin.run().seconds()))
            .add("finished", origin.run().finished())
            .add("library", origin.libraryVersion())
            .add("made on", origin.environment().os() + ", " + origin.environment().java())
            .add("backend", origin.environment().backend());
    origin.metrics().forEach((name, value) -> lines.add(name.replace('_', ' '), value));
    return lines;
  }

  private static long elements(TensorInfo tensor) {
    return Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b);
  }
}
