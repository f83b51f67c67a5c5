package org.calm4j.examples.bench;

import org.jspecify.annotations.Nullable;

/**
 * How to measure.
 *
 * @param sizes sizes of the cases
 * @param runs runs per round, after three to warm up
 * @param rounds how often this library and the peer take turns
 * @param threads threads of both
 * @param peer the PyTorch implementation, null to measure this library alone
 */
public record BenchOptions(
    BenchSizes sizes, int runs, int rounds, int threads, @Nullable Peer peer) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public BenchOptions {
    if (runs < 1 || rounds < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "runs, rounds and threads must be at least 1, got %d, %d and %d"
              .formatted(runs, rounds, threads));
    }
  }
}
