package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Draws at the end of a command: figures that cannot be drawn must not hide its result. */
final class Plots {
  private Plots() {}

  /** Draws and prints where the images are, or why there are none. */
  static void draw(Console console, Supplier<List<Path>> plots) {
    try {
      plots.get().forEach(plot -> console.print("plot " + plot));
    } catch (IllegalArgumentException | IllegalStateException | java.io.UncheckedIOException e) {
      console.note("no plots: " + e.getMessage());
    }
  }
}
