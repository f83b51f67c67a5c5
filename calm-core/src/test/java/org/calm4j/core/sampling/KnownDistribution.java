package org.calm4j.core.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Seven chunks of two tokens with known probabilities, as a black box. */
final class KnownDistribution {
  static final double[] P = {0.3, 0.22, 0.18, 0.12, 0.1, 0.05, 0.03};

  private KnownDistribution() {}

  static int[] draw(RandomGenerator random) {
    double u = random.nextDouble();
    int i = 0;
    while (i < P.length - 1 && u >= P[i]) {
      u -= P[i];
      i++;
    }
    // The first token alone does not tell chunks apart.
    return new int[] {i / 2, i % 2};
  }

  static int index(int[] chunk) {
    return 2 * chunk[0] + chunk[1];
  }

  /** P^power, made to sum to 1. */
  static double[] sharpened(double power) {
    double[] result = Arrays.stream(P).map(p -> Math.pow(p, power)).toArray();
    double sum = Arrays.stream(result).sum();
    return Arrays.stream(result).map(p -> p / sum).toArray();
  }
}
