package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.store.TokenStoreSummary;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.WordCount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm tokenize}: texts into a token store. */
@Command(name = "tokenize", description = "Turns texts into a token store.")
final class TokenizeCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Mixin private final SourceTexts texts = new SourceTexts();

  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "STORE",
      description = "the store to write")
  private Path out = Path.of("");

  TokenizeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Tokenizer ids = tokenizer.tokenizer(spec);
    List<WordCount> sources = texts.sources(spec).stream().map(WordCount::new).toList();
    StoreProgress progress = new StoreProgress(console);
    TokenStoreSummary summary;
    try {
      summary = TokenStore.build(out, ids, List.copyOf(sources), progress);
    } finally {
      progress.done();
    }
    long words = sources.stream().mapToLong(WordCount::words).sum();
    long ordinary = summary.tokens() - 2 * summary.documents();
    double perWord = (double) ordinary / Math.max(1, words);
    console.print("%-22s%s".formatted("store", out));
    console.print(
        "%-22s%s (%s ids)".formatted("tokenizer", ids.spec(), Figures.count(ids.vocabularySize())));
    console.print("%-22s%s".formatted("documents", Figures.count(summary.documents())));
    console.print(
        "%-22s%s, each document's begin and end included"
            .formatted("tokens", Figures.count(summary.tokens())));
    console.print("%-22s%s".formatted("characters", Figures.count(summary.characters())));
    console.print("%-22s%s".formatted("words", Figures.count(words)));
    console.print("%-22s%s".formatted("tokens per word", Figures.decimal(perWord, 3)));
    console.print(
        "%-22s%s".formatted("replaced surrogates", Figures.count(summary.replacedSurrogates())));
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("documents", summary.documents());
      json.put("tokens", summary.tokens());
      json.put("characters", summary.characters());
      json.put("bytes", summary.bytes());
      json.put("words", words);
      json.put("tokens_per_word", perWord);
      json.put("replaced_surrogates", summary.replacedSurrogates());
      json.put("vocabulary_size", ids.vocabularySize());
      json.put("out", out.toString());
      console.json(json);
    }
    return 0;
  }
}
