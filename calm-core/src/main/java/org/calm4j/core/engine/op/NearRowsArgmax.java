package org.calm4j.core.engine.op;

import java.util.Arrays;
import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link TiedArgmax} of rows many of which lie near each other, as the states of candidates for one
 * chunk do: to the same indices with a fraction of the products.
 *
 * <p>One row r is compared with the whole table, and its best entry is b. For another row h at the
 * distance d = |h - r|, entry v can only win if
 *
 * <pre>
 *   h.v - h.b = (r.v - r.b) + (h - r).(v - b) >= 0,   so   r.b - r.v <= d (|v| + |b|)
 * </pre>
 *
 * by Cauchy and Schwarz. The few entries that pass are compared exactly, for all rows near r at
 * once; their products have the bits of the whole product. Then a row that is left takes the part
 * of r. What is near nobody is compared with everything. Rounding is allowed for with the worst
 * case of every sum. {@code NearRowsArgmaxTest} compares with the whole product.
 */
final class NearRowsArgmax implements BoundOp {
  /** Rows below which, and above which, the whole product is taken. */
  private static final int LEAST_ROWS = 32;

  private static final int MOST_ROWS = 512;

  /** Entries that may pass are at most this part of the table. */
  private static final int PART = 16;

  /** What a row r must be near to, as a part of the rows that are left: one in so many. */
  private static final int LEAST_PART = 10;

  /** For the roundings of lengths and distances. */
  private static final float MARGIN = 1.001f;

  /**
   * Distance of those rows, as a part of |r|, from which on there is no use in trying: an entry
   * passes at the latest when d is |r|.
   */
  private static final double HOPE = 0.5;

  /** Rows that take the part of r, one after the other. */
  private static final int MOST_REFERENCES = 8;

  private final Kernels kernels;
  private final int rows;
  private final int vocabulary;
  private final int n;
  private final INDArray room;
  private final Memory hidden;
  private final Memory table;
  private final Memory best;
  private final Memory chosen;
  private final Memory entries;
  private final Memory logits;
  private final BoundOp compare;

  /** Of every entry: its product with r, and its length. */
  private final float[] product;

  private final float[] length;

  /** Of every row: its distance from r. */
  private final float[] distance;

  /** Of every row: the square of its length. */
  private final double[] squares;

  /** The distances of the rows that are left, ascending. */
  private final float[] sorted;

  private final int[] passed;

  /** How many entries pass at distances between zero and |r|, by steps. */
  private final int[] passing = new int[512];

  private int reference;

  /** Whether the lengths are those of this run's table. */
  private boolean measured;

  /** The rows that are left, ascending, at the beginning. */
  private final int[] left;

  private int count;

  NearRowsArgmax(
      Kernels kernels, INDArray hidden, INDArray table, INDArray output, INDArray scratch) {
    this.kernels = kernels;
    this.rows = (int) hidden.size(0);
    this.vocabulary = (int) table.size(0);
    this.n = (int) table.size(1);
    int most = most(vocabulary);
    room = Nd4j.createUninitializedDetached(DataType.FLOAT, (long) (rows + most) * n);
    this.hidden = Memory.of(hidden);
    this.table = Memory.of(table);
    best = Memory.of(output);
    chosen = Memory.window(room, 0, (long) rows * n);
    entries = Memory.window(room, (long) rows * n, (long) most * n);
    logits = Memory.of(scratch);
    product = new float[vocabulary];
    length = new float[vocabulary];
    distance = new float[rows];
    squares = new double[rows];
    sorted = new float[rows];
    left = new int[rows];
    passed = new int[most];
    compare = kernels.rows(vocabulary, 2 * n, this::compare);
  }

  private static int most(int vocabulary) {
    return Math.min(vocabulary / PART, TiedArgmax.COLUMNS);
  }

  /** Whether this is the way: not worth it for a few rows, and not tried for very many. */
  static boolean suits(Kernels kernels, INDArray hidden, INDArray table) {
    long rows = hidden.size(0);
    return rows >= LEAST_ROWS
        && rows <= MOST_ROWS
        && most((int) table.size(0)) >= PART
        && MatrixProduct.byBlocks(
            kernels, rows * Math.min(TiedArgmax.COLUMNS, table.size(0)), table.size(1))
        && Matrix.fits(table);
  }

  @Override
  public void run() {
    count = rows;
    for (int row = 0; row < rows; row++) {
      left[row] = row;
    }
    measured = false;
    for (int i = 0; i < MOST_REFERENCES && count > 0; i++) {
      if (!near(left[0])) {
        break;
      }
    }
    if (count > 0) {
      everything();
    }
  }

  private void compare(int from, int to) {
    for (int v = from; v < to; v++) {
      product[v] = kernels.math().dot(hidden, reference * n, table, v * n, n);
      if (!measured) {
        length[v] = (float) Math.sqrt(kernels.math().dot(table, v * n, table, v * n, n));
      }
    }
  }

  /** Finds the best entries of the rows near one; false if these are too few to be worth it. */
  private boolean near(int row) {
    reference = row;
    float rounding = distances();
    double norm = Math.sqrt(kernels.math().dot(hidden, row * n, hidden, row * n, n));
    if (!(sorted[count / LEAST_PART] <= HOPE * norm)) {
      return false;
    }
    compare.run();
    measured = true;
    int b = 0;
    for (int v = 1; v < vocabulary; v++) {
      b = product[v] > product[b] ? v : b;
    }
    float radius = radius(b, rounding, norm);
    if (!(radius >= 0)) {
      return false;
    }
    int passes = 0;
    for (int v = 0; v < vocabulary; v++) {
      if (passes(v, b, radius + rounding)) {
        passed[passes] = v;
        table.copyTo(v * n, entries, passes * n, n);
        passes++;
      }
    }
    int taken = 0;
    int kept = 0;
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int at = left[i];
      if (distance[at] <= radius) {
        hidden.copyTo(at * n, chosen, taken * n, n);
        places[taken++] = at;
      } else {
        left[kept++] = at;
      }
    }
    count = kept;
    multiply(taken, new Matrix(entries, 0, passes, n, n));
    for (int i = 0; i < taken; i++) {
      float max = kernels.math().max(logits, i * passes, passes);
      best.setInt(places[i], passed[TiedArgmax.first(max, logits, i * passes, passes)]);
    }
    return true;
  }

  /** Distances of the rows that are left; returns what rounding may add to one, worst case. */
  private float distances() {
    kernels.workers().run(count, 4 * n, this::distances);
    double longest = 0;
    for (int i = 0; i < count; i++) {
      sorted[i] = distance[left[i]];
      longest = Math.max(longest, squares[left[i]]);
    }
    Arrays.sort(sorted, 0, count);
    // Two products of at most that length, each with n roundings of half a unit in the last place.
    return (float) (4 * n * 0x1p-24 * Math.sqrt(longest));
  }

  /** Distances and squares of the lengths of some of the rows that are left. */
  private void distances(int from, int to) {
    for (int i = from; i < to; i++) {
      int at = left[i] * n;
      double apart = 0;
      double own = 0;
      for (int j = 0; j < n; j++) {
        double h = hidden.get(at + j);
        double difference = h - hidden.get(reference * n + j);
        apart += difference * difference;
        own += h * h;
      }
      distance[left[i]] = Math.nextUp((float) Math.sqrt(apart));
      squares[left[i]] = own;
    }
  }

  /** Whether an entry may be the best of a row at a distance. NaN passes. */
  private boolean passes(int v, int b, float radius) {
    float lengths = length[v] + length[b];
    return !(product[b] - product[v] > MARGIN * radius * lengths);
  }

  /**
   * The largest distance of a row within which few enough entries may pass; -1 if that is true of
   * too few rows.
   */
  private float radius(int b, float rounding, double norm) {
    Arrays.fill(passing, 0);
    double step = norm / passing.length;
    for (int v = 0; v < vocabulary; v++) {
      // The distance from which on the entry passes; NaN becomes 0.
      double slack = (product[b] - product[v]) / ((double) length[v] + length[b]);
      passing[Math.max(0, Math.min(passing.length - 1, (int) (slack / step)))]++;
    }
    int steps = 0;
    for (int sum = passing[0]; sum <= passed.length && steps < passing.length - 1; ) {
      sum += passing[++steps];
    }
    double limit = step * steps / (MARGIN * MARGIN) - rounding;
    int near = 0;
    while (near < count && sorted[near] <= limit) {
      near++;
    }
    return near * LEAST_PART >= count ? sorted[near - 1] : -1;
  }

  /** Compares the rows that are left with the whole table. */
  private void everything() {
    float[] most = new float[count];
    for (int i = 0; i < count; i++) {
      hidden.copyTo(left[i] * n, chosen, i * n, n);
    }
    for (int column = 0; column < vocabulary; column += TiedArgmax.COLUMNS) {
      int columns = Math.min(TiedArgmax.COLUMNS, vocabulary - column);
      multiply(count, new Matrix(table, column * n, columns, n, n));
      int first = column;
      kernels.workers().run(count, 2 * columns, (from, to) -> scan(from, to, first, columns, most));
    }
  }

  /** Looks for larger logits in a block of columns. */
  private void scan(int from, int to, int column, int columns, float[] most) {
    for (int i = from; i < to; i++) {
      float max = kernels.math().max(logits, i * columns, columns);
      if (column == 0 || max > most[i]) {
        most[i] = max;
        best.setInt(left[i], column + TiedArgmax.first(max, logits, i * columns, columns));
      }
    }
  }

  /** logits [count, entries] = the first rows of what was chosen times entries. */
  private void multiply(int count, Matrix of) {
    new BlockedProduct(
            kernels,
            new Factor(new Matrix(chosen, 0, count, n, n), false),
            new Factor(of, true),
            new Matrix(logits, 0, count, of.rows(), of.rows()),
            false)
        .run();
  }

  @Override
  public void close() {
    room.close();
  }
}
