package org.calm4j.core.sampling;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws from a black box at a temperature T in (0, 1], exactly: a chunk x comes out with a
 * probability proportional to P(x)^(1/T), though P is unknown (paper section 5, algorithm 1).
 *
 * <p>With 1/T = n + a: draw until n draws in a row agree, all of them new after a difference. If a
 * is above 0, the chunk must also win a lottery whose chance is P(x)^a: for i = 1, 2, ... draw
 * again; an equal chunk wins; else, with chance a/i, everything starts over.
 *
 * <p>The number of draws is random and has no bound of its own: it grows fast as T falls and as the
 * most likely chunk gets less likely, like one over the sum of P^(1/T). Hence a limit. Where it is
 * often reached, {@link CandidatePool} is the way. Checked by {@code ExactTemperatureTest}.
 *
 * @param temperature T
 * @param maxDraws most draws for one chunk, at least 1/T rounded up
 */
public record ExactTemperature(Temperature temperature, int maxDraws) {

  /**
   * Checks the limit.
   *
   * @param temperature T
   * @param maxDraws most draws for one chunk
   * @throws IllegalArgumentException if even draws that all agree would exceed the limit
   */
  public ExactTemperature {
    long least = temperature.wholeDraws() + (temperature.rest() > 0 ? 1L : 0L);
    if (maxDraws < least) {
      throw new IllegalArgumentException(
          "temperature %s needs at least %d draws for a chunk, the limit is %d: raise the limit or the temperature"
              .formatted(temperature.value(), least, maxDraws));
    }
  }

  /**
   * An accepted chunk.
   *
   * @param chunk its ids
   * @param draws how many draws it took
   */
  @SuppressWarnings("ArrayRecordComponent") // a result to take apart, nobody compares it
  public record Accepted(int[] chunk, int draws) {}

  /**
   * Draws a chunk.
   *
   * @param model draws chunks at temperature 1, independently of each other; may reuse its array
   * @param random decides the lottery; may be what the model draws from
   * @return a chunk drawn at temperature T, and how many draws it took
   * @throws DrawLimitException if no chunk is accepted within the limit
   */
  public Accepted sample(Supplier<int[]> model, RandomGenerator random) {
    Draws draws = new Draws(model);
    while (true) {
      int[] chunk = draws.next().clone();
      if (agrees(chunk, draws) && wins(chunk, draws, random)) {
        return new Accepted(chunk, draws.made);
      }
    }
  }

  private boolean agrees(int[] chunk, Draws draws) {
    for (int i = 1; i < temperature.wholeDraws(); i++) {
      // Those that are left would not change the verdict: they need not be drawn.
      if (!Arrays.equals(chunk, draws.next())) {
        return false;
      }
    }
    return true;
  }

  private boolean wins(int[] chunk, Draws draws, RandomGenerator random) {
    double rest = temperature.rest();
    if (rest == 0) {
      return true;
    }
    for (int i = 1; !Arrays.equals(chunk, draws.next()); i++) {
      if (random.nextDouble() < rest / i) {
        return false;
      }
    }
    return true;
  }

  /** Counts draws and stops them at the limit. */
  private final class Draws {
    private final Supplier<int[]> model;
    private int made;

    Draws(Supplier<int[]> model) {
      this.model = model;
    }

    int[] next() {
      if (made == maxDraws) {
        throw new DrawLimitException(temperature, made);
      }
      made++;
      return model.get();
    }
  }
}
