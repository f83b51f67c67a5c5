package org.calm4j.eval.brier;

import java.util.Arrays;

/**
 * Sums of the terms of BrierLM, document by document: enough for the score, its error bars and the
 * comparison with another model. Immutable and thread-safe.
 */
public final class DocumentTerms {
  private final int[] documents;
  private final long[] positions;

  /** [documents][4], sums of (first + second) / 2 and of collision. */
  private final double[][] accuracy;

  private final double[][] collision;

  DocumentTerms(int[] documents, long[] positions, double[][] accuracy, double[][] collision) {
    this.documents = documents;
    this.positions = positions;
    this.accuracy = accuracy;
    this.collision = collision;
  }

  /**
   * The documents that have starts.
   *
   * @return their numbers in ascending order; a copy
   */
  public int[] documents() {
    return documents.clone();
  }

  /**
   * Number of these documents.
   *
   * @return at least 1
   */
  public int count() {
    return documents.length;
  }

  /**
   * Number of starts.
   *
   * @return of all documents
   */
  public long positions() {
    return Arrays.stream(positions).sum();
  }

  /**
   * Number of starts of a document.
   *
   * @param index index into {@link #documents()}
   * @return at least 1
   */
  public long positions(int index) {
    return positions[index];
  }

  /**
   * The mean probability that a sample has the true n tokens.
   *
   * @return {@code [4]}, for n from 1 to 4
   */
  public double[] accuracy() {
    return mean(accuracy);
  }

  /**
   * The mean probability that two samples agree in n tokens.
   *
   * @return {@code [4]}, for n from 1 to 4
   */
  public double[] collision() {
    return mean(collision);
  }

  private double[] mean(double[][] sums) {
    double[] mean = new double[BrierTerms.ORDERS];
    long starts = positions();
    for (double[] sum : sums) {
      for (int n = 0; n < mean.length; n++) {
        mean[n] += sum[n] / starts;
      }
    }
    return mean;
  }

  /**
   * Brier-1 to Brier-4: twice the accuracy less the collision.
   *
   * @return {@code [4]}, as fractions
   */
  public double[] factors() {
    int[] once = new int[documents.length];
    Arrays.fill(once, 1);
    return factors(once);
  }

  /**
   * The factors of a resampled text.
   *
   * @param times {@code [documents]}, how often each document is in it, not all of them 0
   * @return {@code [4]}, as fractions
   * @throws IllegalArgumentException if there is another number of documents
   */
  public double[] factors(int[] times) {
    if (times.length != documents.length) {
      throw new IllegalArgumentException(
          "there are %d documents, got counts of %d".formatted(documents.length, times.length));
    }
    double[] factors = new double[BrierTerms.ORDERS];
    long starts = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > 0) {
        starts += times[i] * positions[i];
        for (int n = 0; n < factors.length; n++) {
          factors[n] += times[i] * (2 * accuracy[i][n] - collision[i][n]);
        }
      }
    }
    for (int n = 0; n < factors.length; n++) {
      factors[n] /= starts;
    }
    return factors;
  }
}
