package org.calm4j.core.text;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Exceptions about a file whose message is the whole sentence, without a class name before it. */
final class TextErrors {

  private TextErrors() {}

  static UncheckedIOException refused(String sentence) {
    return new UncheckedIOException(sentence, new IOException(sentence));
  }

  static UncheckedIOException refused(String sentence, IOException cause) {
    return new UncheckedIOException(sentence, cause);
  }
}
