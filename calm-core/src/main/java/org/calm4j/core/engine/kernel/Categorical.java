package org.calm4j.core.engine.kernel;

/**
 * A choice among ids by a row of logits: p(i) proportional to exp(logit[i] / T).
 *
 * <p>Works in place and allocates nothing. {@code CategoricalTest} checks it.
 *
 * @param math arithmetic on rows
 * @param row window with the logits
 * @param from first of them
 * @param count how many ids there are
 */
public record Categorical(RowMath math, Memory row, int from, int count) {
  /** exp of it is nothing beside exp(0). */
  private static final double NOTHING = -1e4;

  /**
   * The likeliest id.
   *
   * @return of equal logits the lowest id
   */
  public int likeliest() {
    float max = math.max(row, from, count);
    int id = 0;
    while (id < count - 1 && row.get(from + id) != max) {
      id++;
    }
    return id;
  }

  /**
   * Turns logits into weights: exp((logit - largest) / T).
   *
   * @param temperature T, above 0
   * @return the sum of the weights, at least 1
   * @throws IllegalStateException if a logit is NaN or infinite
   */
  public double weigh(double temperature) {
    float max = math.max(row, from, count);
    if (temperature == 1) {
      math.expShift(row, from, max, count);
    } else {
      for (int i = from; i < from + count; i++) {
        row.set(i, (float) Math.max((row.get(i) - max) / temperature, NOTHING));
      }
      math.expShift(row, from, 0, count);
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += row.get(i);
    }
    return requireFinite(sum);
  }

  /**
   * Refuses what weights of damaged models add up to.
   *
   * @param sum of weights, the largest of which is 1
   * @return the sum
   * @throws IllegalStateException if it is not a positive number: a logit was NaN or infinite
   */
  public static double requireFinite(double sum) {
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          "the model's logits are not finite, so no token can be drawn: its weights are damaged or training diverged");
    }
    return sum;
  }

  /**
   * The id at a place of the cumulative weights.
   *
   * @param place in [0, sum of the weights)
   * @return the first id up to which the weights sum up to more
   */
  public int at(double place) {
    double sum = 0;
    int last = 0;
    for (int id = 0; id < count; id++) {
      float weight = row.get(from + id);
      sum += weight;
      if (place < sum) {
        return id;
      }
      // Rounding may put the place behind all of them.
      last = weight > 0 ? id : last;
    }
    return last;
  }

  /**
   * Draws an id; the logits become weights.
   *
   * @param temperature T, above 0
   * @param u uniform on [0, 1)
   * @return the inverse of the distribution function at u
   * @throws IllegalStateException if a logit is NaN or infinite
   */
  public int choose(double temperature, double u) {
    return at(u * weigh(temperature));
  }
}
