package org.calm4j.lm;

/** Checks that several configurations share. */
final class Require {
  private Require() {}

  static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
