package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.weights.TensorType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calm export}: a model folder becomes what the published code loads. */
@Command(
    name = "export",
    sortOptions = false,
    description = "Writes a model in the layout of the published ones, for the published code.")
final class ExportCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(MB|GB)");

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "a model folder")
  private Path model = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the folder to make; missing or empty")
  private Path out = Path.of("");

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "float32, float16 or bfloat16 (default: as the weights are)")
  private @Nullable String dtype;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "safetensors or pytorch (default: safetensors)")
  private String format = "safetensors";

  @Option(
      names = "--max-shard-size",
      paramLabel = "SIZE",
      description = "most weights in one file, for example 500MB (default: 5GB)")
  private String maxShardSize = "5GB";

  @Mixin private final CommonOptions common = new CommonOptions();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    HubExport export =
        Usage.from(
            spec, () -> new HubExport(model, out, container(), type(), shardBytes(maxShardSize)));
    TransferLine line = new TransferLine(console, "exporting");
    try {
      export.run(line);
    } finally {
      line.done();
    }
    ModelReport report = ModelReport.of(out);
    report.print(console, report.summary(), common.json);
    return 0;
  }

  private HubFormat container() {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "safetensors" -> HubFormat.SAFETENSORS;
      case "pytorch" -> HubFormat.PYTORCH;
      default ->
          throw new IllegalArgumentException(
              "--format must be safetensors or pytorch, got " + format);
    };
  }

  private @Nullable TensorType type() {
    if (dtype == null) {
      return null;
    }
    return switch (dtype) {
      case "float32" -> TensorType.F32;
      case "float16" -> TensorType.F16;
      case "bfloat16" -> TensorType.BF16;
      default ->
          throw new IllegalArgumentException(
              "--dtype must be float32, float16 or bfloat16, got " + dtype);
    };
  }

  private static long shardBytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "--max-shard-size must look like 500MB or 5GB, got " + text);
    }
    return Long.parseLong(size.group(1))
        * (size.group(2).equals("MB") ? 1_000_000L : 1_000_000_000L);
  }
}
