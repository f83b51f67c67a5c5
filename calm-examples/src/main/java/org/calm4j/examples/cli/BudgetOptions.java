package org.calm4j.examples.cli;

import org.calm4j.core.train.Budget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to train: steps or minutes, not both. */
final class BudgetOptions {
  private static final long PUBLISHED_STEPS = 30_000;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "end after N steps (default: 30000, if --minutes is not given)")
  private @Nullable Long steps;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "end after M minutes; the learning rate follows the clock")
  private @Nullable Double minutes;

  /** The budget; the published one if neither option was given. */
  Budget budget() {
    if (steps != null && minutes != null) {
      throw new IllegalArgumentException(
          "--steps and --minutes exclude each other, got %d and %s".formatted(steps, minutes));
    }
    if (minutes != null) {
      return new Budget.Minutes(minutes);
    }
    return new Budget.Steps(steps == null ? PUBLISHED_STEPS : steps);
  }
}
