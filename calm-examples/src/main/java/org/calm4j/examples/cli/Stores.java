package org.calm4j.examples.cli;

import java.util.List;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.examples.report.Figures;

/** Texts of the command line as token stores. */
final class Stores {
  private Stores() {}

  /** Opens a store, or tokenizes texts and shows how far it is. */
  static TokenStore open(Console console, Tokenizer tokenizer, List<String> specs) {
    StoreProgress progress = new StoreProgress(console);
    try {
      return TokenStore.of(tokenizer, specs, progress);
    } finally {
      progress.done();
    }
  }

  /** Name and size in one line. */
  static String describe(TokenStore store) {
    return "%s: %s documents, %s tokens"
        .formatted(
            store.name(), Figures.count(store.documentCount()), Figures.count(store.tokenCount()));
  }
}
