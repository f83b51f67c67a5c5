package org.calm4j.core.io;

import java.io.IOException;

/**
 * A step that works on something and may fail with an input or output error.
 *
 * @param <T> what the step works on
 */
@FunctionalInterface
public interface IOConsumer<T> {

  /**
   * Does the step.
   *
   * @param value what to work on
   * @throws IOException if reading or writing fails
   */
  void accept(T value) throws IOException;
}
