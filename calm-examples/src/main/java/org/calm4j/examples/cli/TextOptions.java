package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.List;
import org.calm4j.core.train.RunFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a training command reads and where it writes. */
final class TextOptions {
  @Option(
      names = "--train",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "training text: files, one token store, or stories:MEGABYTES:SEED")
  List<String> train = List.of();

  @Option(names = "--valid", required = true, paramLabel = "FILE", description = "held-out text")
  String valid = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the run goes")
  Path out = Path.of("");

  @Option(names = "--resume", description = "go on with the run in --out")
  boolean resume;

  /** Refuses texts that cannot be read and folders that are taken, before anything long begins. */
  void check(CommandSpec command) {
    Usage.texts(command, train);
    Usage.texts(command, List.of(valid));
    if (!resume) {
      RunFolder.requireFree(out);
    }
  }

  /** The folder of the run that goes on, null for a new run. */
  @Nullable Path resumed() {
    return resume ? out : null;
  }
}
