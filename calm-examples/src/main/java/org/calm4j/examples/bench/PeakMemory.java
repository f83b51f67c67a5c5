package org.calm4j.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest memory this process had, as Linux counts it. */
final class PeakMemory {
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  /** Forgets the peak so far. Where that cannot be done, peaks are those of the whole process. */
  static void reset() {
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      // Then the peak includes what came before, and is no less true.
    }
  }

  /** The peak since {@link #reset}, in MiB; NaN where it is not known. */
  static double mebibytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return Double.NaN;
  }
}
