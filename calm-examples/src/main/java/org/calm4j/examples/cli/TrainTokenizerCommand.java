package org.calm4j.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.tokenizer.VocabularyProgress;
import org.calm4j.examples.report.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm train-tokenizer}: a byte-pair vocabulary from text. */
@Command(
    name = "train-tokenizer",
    description = "Learns a byte-pair vocabulary from text, for text of its kind.")
final class TrainTokenizerCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Mixin private final SourceTexts texts = new SourceTexts();

  @Option(
      names = "--size",
      paramLabel = "IDS",
      description =
          "ids at most, three special ones included; fewer if the text has no more to merge"
              + " (default: 4096)")
  private int size = 4096;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the file to write, which --tokenizer takes; must not exist")
  private Path out = Path.of("");

  private long documents;

  TrainTokenizerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<TextSource> sources = texts.sources(spec);
    if (Files.exists(out)) {
      throw new IllegalArgumentException(out + " exists already: choose another --out");
    }
    StatusLine line = new StatusLine(console);
    Tokenizer tokenizer = Tokenizers.train(sources, size, progress -> show(line, progress));
    line.end();
    Tokenizers.save(tokenizer, out);
    console.print("%-22s%s".formatted("tokenizer", out));
    console.print("%-22s%s".formatted("ids", Figures.count(tokenizer.vocabularySize())));
    console.print("%-22s%s".formatted("documents", Figures.count(documents)));
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("vocabulary_size", tokenizer.vocabularySize());
      json.put("documents", documents);
      json.put("out", out.toString());
      console.json(json);
    }
    return 0;
  }

  private void show(StatusLine line, VocabularyProgress progress) {
    documents = progress.documents();
    if (line.isDue(progress.seconds())) {
      line.show(
          String.format(
              Locale.ROOT,
              "vocabulary: %,d documents  %,d of %,d tokens",
              progress.documents(),
              progress.tokens(),
              size));
    }
  }
}
