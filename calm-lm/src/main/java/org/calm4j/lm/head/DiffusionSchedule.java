package org.calm4j.lm.head;

/**
 * The cosine schedule of noise (Nichol and Dhariwal, arXiv 2102.09672), whole or as a shorter chain
 * of its steps. Immutable; in float64, checked by {@code DiffusionScheduleTest}.
 */
final class DiffusionSchedule {
  /** Steps of the whole schedule. */
  static final int STEPS = TimeNetwork.TIMES;

  private static final double OFFSET = 0.008;
  private static final double MOST = 0.999;

  private final int[] timestepMap;
  private final double[] betas;
  private final double[] alphasCumprod;
  private final double[] posteriorLogVariance;
  private final double[] posteriorMeanStart;
  private final double[] posteriorMeanNow;

  private DiffusionSchedule(int[] timestepMap, double[] alphasCumprod, double[] betas) {
    int steps = timestepMap.length;
    this.timestepMap = timestepMap;
    this.alphasCumprod = alphasCumprod;
    this.betas = betas;
    posteriorLogVariance = new double[steps];
    posteriorMeanStart = new double[steps];
    posteriorMeanNow = new double[steps];
    for (int i = 0; i < steps; i++) {
      double before = i == 0 ? 1 : alphasCumprod[i - 1];
      double rest = 1 - alphasCumprod[i];
      posteriorLogVariance[i] = Math.log(betas[i] * (1 - before) / rest);
      posteriorMeanStart[i] = betas[i] * Math.sqrt(before) / rest;
      posteriorMeanNow[i] = (1 - before) * Math.sqrt(1 - betas[i]) / rest;
    }
    // The first step has no variance, whose logarithm would be minus infinity.
    posteriorLogVariance[0] = posteriorLogVariance[1];
  }

  /** The whole schedule, which training uses. */
  static DiffusionSchedule whole() {
    int[] map = new int[STEPS];
    double[] betas = new double[STEPS];
    double[] products = new double[STEPS];
    double product = 1;
    for (int i = 0; i < STEPS; i++) {
      map[i] = i;
      betas[i] = Math.min(1 - level(i + 1) / level(i), MOST);
      product *= 1 - betas[i];
      products[i] = product;
    }
    return new DiffusionSchedule(map, products, betas);
  }

  private static double level(int i) {
    double cosine = Math.cos(((double) i / STEPS + OFFSET) / (1 + OFFSET) * Math.PI / 2);
    return cosine * cosine;
  }

  /** A chain of evenly spread steps, at least 2. */
  static DiffusionSchedule of(int steps) {
    DiffusionSchedule whole = whole();
    int[] map = new int[steps];
    double[] betas = new double[steps];
    double[] products = new double[steps];
    double product = 1;
    for (int i = 0; i < steps; i++) {
      map[i] = (int) Math.rint(i * (STEPS - 1.0) / (steps - 1));
      double before = i == 0 ? 1 : whole.alphasCumprod[map[i - 1]];
      betas[i] = 1 - whole.alphasCumprod[map[i]] / before;
      // Multiplied up again, as in the published code: the last ones differ in the tenth digit.
      product *= 1 - betas[i];
      products[i] = product;
    }
    return new DiffusionSchedule(map, products, betas);
  }

  int steps() {
    return timestepMap.length;
  }

  /** Index in the whole schedule, which the network is told. */
  int time(int step) {
    return timestepMap[step];
  }

  double beta(int step) {
    return betas[step];
  }

  /** Part of the vector's variance that is left after a step. */
  double alphaCumprod(int step) {
    return alphasCumprod[step];
  }

  /** Log variance of the step before given this one and the vector; that of step 0 is step 1's. */
  double posteriorLogVariance(int step) {
    return posteriorLogVariance[step];
  }

  /** Factor of the vector in the mean of the step before. */
  double posteriorMeanStart(int step) {
    return posteriorMeanStart[step];
  }

  /** Factor of the present state in the mean of the step before. */
  double posteriorMeanNow(int step) {
    return posteriorMeanNow[step];
  }
}
