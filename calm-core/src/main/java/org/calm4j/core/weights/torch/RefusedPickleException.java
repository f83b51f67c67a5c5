package org.calm4j.core.weights.torch;

/** A pickle asks for something that weights do not need. */
final class RefusedPickleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  RefusedPickleException(String message) {
    super(message);
  }
}
