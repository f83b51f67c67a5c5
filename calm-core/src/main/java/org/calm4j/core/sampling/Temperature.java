package org.calm4j.core.sampling;

/**
 * A sampling temperature T: chunks are drawn with probabilities proportional to P^(1/T).
 *
 * <p>Its inverse is taken apart, 1/T = n + a with a whole n and a rest a in [0, 1): n draws that
 * agree raise probabilities to the power n, a lottery adds the power a.
 *
 * <p>A temperature typed as a decimal is meant as 1/n if it is 1/n to six digits: {@code 0.333333}
 * counts as 1/3 and {@code 0.166667} as 1/6. The rule: T * n differs from 1 by at most 1e-5, where
 * n is 1/T rounded; then the rest is 0.
 *
 * @param value T, in (0, 1]
 */
public record Temperature(double value) {
  /** Six digits, rounded or cut off, are right to this. */
  private static final double TOLERANCE = 1e-5;

  /**
   * Checks the range.
   *
   * @param value T, in (0, 1]
   * @throws IllegalArgumentException if outside
   */
  public Temperature {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("temperature must be in (0, 1], got " + value);
    }
  }

  /**
   * Whether T is 1/n, to six digits.
   *
   * @return whether {@link #rest()} is 0
   */
  public boolean isReciprocal() {
    double inverse = 1 / value;
    // Beyond the range of int nobody can count draws: whatever is there counts as 1/n.
    return inverse >= Integer.MAX_VALUE || Math.abs(Math.rint(inverse) * value - 1) <= TOLERANCE;
  }

  /**
   * The whole part n of 1/T: how many draws must agree.
   *
   * @return at least 1, at most {@link Integer#MAX_VALUE}
   */
  public int wholeDraws() {
    double inverse = 1 / value;
    return (int) (isReciprocal() ? Math.rint(inverse) : Math.floor(inverse));
  }

  /**
   * The rest a of 1/T.
   *
   * @return in [0, 1), 0 if T is 1/n
   */
  public double rest() {
    return isReciprocal() ? 0 : 1 / value - wholeDraws();
  }

  /**
   * The n of T = 1/n, for algorithms that know no other temperatures.
   *
   * @return {@link #wholeDraws()}
   * @throws IllegalArgumentException if T is not 1/n
   */
  public int requireReciprocal() {
    if (!isReciprocal()) {
      int n = wholeDraws();
      throw new IllegalArgumentException(
          "the batch approximation needs a temperature 1/n, got %s: use %s or %s, or the exact algorithm"
              .formatted(value, 1.0 / n, 1.0 / (n + 1)));
    }
    return wholeDraws();
  }
}
