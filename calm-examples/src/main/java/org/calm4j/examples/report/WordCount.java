package org.calm4j.examples.report;

import java.util.concurrent.atomic.AtomicLong;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;

/**
 * A source that counts words as its documents are read: runs of characters without white space.
 * Thread-safe; every pass counts anew into the same number.
 */
public final class WordCount implements TextSource {
  private final TextSource source;
  private final AtomicLong words = new AtomicLong();

  /**
   * Counts in a source.
   *
   * @param source the texts
   */
  public WordCount(TextSource source) {
    this.source = source;
  }

  /**
   * Words read so far.
   *
   * @return at least 0
   */
  public long words() {
    return words.get();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public TextDocuments open() {
    TextDocuments documents = source.open();
    return new TextDocuments() {
      @Override
      public boolean hasNext() {
        return documents.hasNext();
      }

      @Override
      public String next() {
        String text = documents.next();
        words.addAndGet(count(text));
        return text;
      }

      @Override
      public void close() {
        documents.close();
      }
    };
  }

  private static long count(String text) {
    long count = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = !Character.isWhitespace(text.charAt(i));
      count += letter && !inside ? 1 : 0;
      inside = letter;
    }
    return count;
  }
}
