package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.calm4j.core.hub.HubImport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code calm import}: a published model becomes a model folder. */
@Command(
    name = "import",
    sortOptions = false,
    description =
        "Makes a model folder from a published model: config.json and weights as Hugging Face has"
            + " them (safetensors or pytorch_model.bin, also in shards).")
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "SRC", description = "the published folder")
  private Path source = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the model folder to make; missing or empty")
  private Path out = Path.of("");

  @Option(
      names = "--autoencoder",
      paramLabel = "DIR",
      description = "folder of the autoencoder (default: the one inside or beside the model)")
  private @Nullable Path autoencoder;

  @Option(
      names = "--tokenizer",
      paramLabel = "SPEC",
      description =
          "tokenizer.model, tokenizer.json, bytes or r50k:SIZE (default: the one in the folders)")
  private @Nullable String tokenizer;

  @Mixin private final CommonOptions common = new CommonOptions();

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TransferLine line = new TransferLine(console, "importing");
    try {
      new HubImport(source, out, autoencoder, tokenizer).run(line);
    } finally {
      line.done();
    }
    ModelReport report = ModelReport.of(out);
    report.print(console, report.summary(), common.json);
    return 0;
  }
}
