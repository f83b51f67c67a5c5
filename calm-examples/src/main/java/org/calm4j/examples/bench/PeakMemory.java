package org.calm4j.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The largest memory a process had, as Linux counts it. */
final class PeakMemory {
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  /** Milliseconds between two looks at another process. */
  private static final long EVERY = 20;

  private PeakMemory() {}

  /** Forgets the peak so far. Where that cannot be done, peaks are those of the whole process. */
  static void reset() {
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      // Then the peak includes what came before, and is no less true.
    }
  }

  /** This process's peak since {@link #reset}, in MiB; NaN where it is not known. */
  static double mebibytes() {
    return mebibytes("self");
  }

  /**
   * Follows another process until it ends.
   *
   * @return its peak in MiB when it was looked at last; NaN where it is not known
   */
  static CompletableFuture<Double> follow(Process process) {
    return CompletableFuture.supplyAsync(
        () -> {
          double peak = Double.NaN;
          try {
            do {
              double now = mebibytes(Long.toString(process.pid()));
              peak = Double.isNaN(now) ? peak : now;
            } while (!process.waitFor(EVERY, TimeUnit.MILLISECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return peak;
        });
  }

  private static double mebibytes(String process) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      // Not Linux, or the process has ended.
    }
    return Double.NaN;
  }
}
