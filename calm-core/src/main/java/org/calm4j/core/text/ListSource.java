package org.calm4j.core.text;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents in memory.
 *
 * @param name what people call them
 * @param documents the documents
 */
record ListSource(String name, List<String> documents) implements TextSource {

  ListSource {
    documents = List.copyOf(documents);
  }

  @Override
  public TextDocuments open() {
    Iterator<String> all = documents.iterator();
    return new PulledDocuments(name) {
      @Override
      @Nullable String pull() {
        while (all.hasNext()) {
          String document = all.next();
          if (!document.isEmpty()) {
            return document;
          }
        }
        return null;
      }

      @Override
      public void close() {}
    };
  }
}
