package org.calm4j.core.text;

import java.util.Iterator;

/**
 * One pass over the documents of a {@link TextSource}; closing frees the file behind it.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link java.io.UncheckedIOException}, with a sentence
 * that names the file and the place, if the text can't be read. Not thread-safe.
 */
public interface TextDocuments extends Iterator<String>, AutoCloseable {

  /** Closes the file; a second call does nothing. */
  @Override
  void close();
}
