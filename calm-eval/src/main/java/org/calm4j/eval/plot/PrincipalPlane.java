package org.calm4j.eval.plot;

import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plane through the mean of vectors that keeps most of their variance, found by power iteration
 * on the centred data X: v becomes XᵀXv of unit length until it stays where it is.
 *
 * @param points the vectors' coordinates along the first and the second principal component
 * @param xShare part of the variance along x, in [0, 1]
 * @param yShare part of the variance along y
 */
record PrincipalPlane(List<Point2D.Double> points, double xShare, double yShare) {
  private static final int MAX_ITERATIONS = 500;
  private static final double SETTLED = 1e-10;

  static PrincipalPlane of(float[][] vectors) {
    double[][] rows = centred(vectors);
    double total = squares(rows);
    double[] x = removeLargest(rows);
    double afterX = squares(rows);
    double[] y = removeLargest(rows);
    double afterY = squares(rows);
    // Equal vectors have no variance to share.
    double whole = total > 0 ? total : 1;
    List<Point2D.Double> points =
        IntStream.range(0, x.length).mapToObj(i -> new Point2D.Double(x[i], y[i])).toList();
    return new PrincipalPlane(points, (total - afterX) / whole, (afterX - afterY) / whole);
  }

  private static double[][] centred(float[][] vectors) {
    int size = vectors[0].length;
    double[] mean = new double[size];
    for (float[] vector : vectors) {
      for (int i = 0; i < size; i++) {
        mean[i] += (double) vector[i] / vectors.length;
      }
    }
    double[][] rows = new double[vectors.length][size];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < size; i++) {
        rows[row][i] = vectors[row][i] - mean[i];
      }
    }
    return rows;
  }

  /** Takes the largest component out of the rows and returns the coordinates along it. */
  private static double[] removeLargest(double[][] rows) {
    double[] direction = widestAxis(rows);
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double[] next = times(rows, direction);
      double length = Math.sqrt(dot(next, next));
      if (length == 0) {
        break;
      }
      double change = 0;
      for (int j = 0; j < next.length; j++) {
        next[j] /= length;
        change = Math.max(change, Math.abs(next[j] - direction[j]));
      }
      direction = next;
      if (change < SETTLED) {
        break;
      }
    }
    double[] coordinates = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      coordinates[row] = dot(rows[row], direction);
      for (int j = 0; j < direction.length; j++) {
        rows[row][j] -= coordinates[row] * direction[j];
      }
    }
    return coordinates;
  }

  /** XᵀXv. */
  private static double[] times(double[][] rows, double[] vector) {
    double[] product = new double[vector.length];
    for (double[] row : rows) {
      double along = dot(row, vector);
      for (int j = 0; j < product.length; j++) {
        product[j] += along * row[j];
      }
    }
    return product;
  }

  /** The same start each time gives the same map each time. */
  private static double[] widestAxis(double[][] rows) {
    double[] variances = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        variances[j] += row[j] * row[j];
      }
    }
    int widest = 0;
    for (int j = 1; j < variances.length; j++) {
      widest = variances[j] > variances[widest] ? j : widest;
    }
    double[] axis = new double[variances.length];
    axis[widest] = 1;
    return axis;
  }

  private static double squares(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> dot(row, row)).sum();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
