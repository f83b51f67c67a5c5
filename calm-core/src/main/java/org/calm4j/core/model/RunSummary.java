package org.calm4j.core.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How long a model was trained.
 *
 * @param seed the seed of all random streams
 * @param steps optimiser steps, at least 0
 * @param tokensSeen tokens that went through the model, repeated ones included, at least 0
 * @param seconds time spent training, at least 0
 * @param started when training began, ISO 8601 in UTC, for example {@code 2026-01-31T12:00:00Z}
 * @param finished when it ended, in the same form
 */
public record RunSummary(
    long seed, long steps, long tokensSeen, double seconds, String started, String finished) {

  /**
   * Checks counts and times.
   *
   * @param seed the seed of all random streams
   * @param steps optimiser steps
   * @param tokensSeen tokens that went through the model
   * @param seconds time spent training
   * @param started when training began
   * @param finished when it ended
   * @throws IllegalArgumentException if a count is negative or a time is not ISO 8601 in UTC
   */
  public RunSummary {
    if (steps < 0 || tokensSeen < 0 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "steps, tokens seen and seconds must not be negative, got %d, %d and %s"
              .formatted(steps, tokensSeen, seconds));
    }
    requireInstant(started);
    requireInstant(finished);
  }

  private static void requireInstant(String time) {
    try {
      Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "times must look like 2026-01-31T12:00:00Z, got " + time, e);
    }
  }
}
