package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.calm4j.core.engine.TestArrays.normal;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link BlockProduct} over both kinds of {@link Tiles} against float64: lengths around those of
 * tiles, panels and blocks, factors turned or not, rows with gaps, results that are added to.
 */
class BlockProductTest {
  /** Rows, columns, steps. */
  private static final int[][] SIZES = {
    {1, 1, 1},
    {7, 31, 5},
    {8, 32, 256},
    {9, 33, 257},
    {64, 64, 16},
    {65, 1, 600},
    {3, 1030, 3},
    {130, 70, 300}
  };

  private static final int GAP = 5;

  private final SplittableRandom random = new SplittableRandom(5);

  static Stream<RowMath> implementations() {
    return RowMath.vectorized()
        ? Stream.of(new PlainRowMath(), RowMath.best())
        : Stream.of(new PlainRowMath());
  }

  /** A matrix that begins behind the window's beginning, with gaps between its rows. */
  private Matrix matrix(int rows, int columns) {
    int stride = columns + GAP;
    INDArray array = normal(random, 1, 3 + rows * stride);
    return new Matrix(Memory.of(array), 3, rows, columns, stride);
  }

  private Factor factor(int rows, int columns, boolean turned) {
    return new Factor(turned ? matrix(columns, rows) : matrix(rows, columns), turned);
  }

  private static float element(Matrix m, int i, int j) {
    return m.memory().get(m.offset() + i * m.stride() + j);
  }

  private static float element(Factor f, int i, int j) {
    return f.turned() ? element(f.matrix(), j, i) : element(f.matrix(), i, j);
  }

  private static float[] copy(Matrix m) {
    float[] all = new float[m.memory().length()];
    m.memory().get(0, all, 0, all.length);
    return all;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void theProductInFloat64IsTheSame(RowMath math) {
    BlockProduct blocks = new BlockProduct(math);
    for (int[] size : SIZES) {
      for (int kind = 0; kind < 8; kind++) {
        boolean add = kind >= 4;
        Factor a = factor(size[0], size[2], (kind & 1) > 0);
        Factor b = factor(size[2], size[1], (kind & 2) > 0);
        Matrix c = matrix(size[0], size[1]);
        float[] before = copy(c);
        blocks.multiply(a, b, c, add);
        check(a, b, c, before, add);
      }
    }
  }

  private static void check(Factor a, Factor b, Matrix c, float[] before, boolean add) {
    float[] after = copy(c);
    for (int at = 0; at < after.length; at++) {
      int i = (at - c.offset()) / c.stride();
      int j = (at - c.offset()) % c.stride();
      if (at < c.offset() || j >= c.columns()) {
        assertThat(after[at]).as("a gap").isEqualTo(before[at]);
        continue;
      }
      double exact = add ? before[at] : 0;
      double scale = Math.abs(exact);
      for (int p = 0; p < a.columns(); p++) {
        double term = (double) element(a, i, p) * element(b, p, j);
        exact += term;
        scale += Math.abs(term);
      }
      assertThat((double) after[at])
          .isCloseTo(exact, within(2e-7 * scale * (2 + Math.sqrt(a.columns()))));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance + 1e-30);
  }

  /** The parts of a result have the bits of the whole, whatever else was asked for. */
  @ParameterizedTest
  @MethodSource("implementations")
  void partsHaveTheBitsOfTheWhole(RowMath math) {
    BlockProduct blocks = new BlockProduct(math);
    Factor a = factor(100, 300, true);
    Factor b = factor(300, 200, false);
    Matrix whole = matrix(100, 200);
    blocks.multiply(a, b, whole, false);
    Matrix parts = matrix(100, 200);
    int[] rows = {0, 8, 72, 100};
    int[] columns = {0, 160, 200};
    for (int i = 0; i + 1 < rows.length; i++) {
      for (int j = 0; j + 1 < columns.length; j++) {
        blocks.multiply(
            a,
            b,
            parts,
            new BlockProduct.Part(rows[i], rows[i + 1], columns[j], columns[j + 1]),
            false);
      }
    }
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 200; j++) {
        assertThat(element(parts, i, j)).isEqualTo(element(whole, i, j));
      }
    }
  }

  @Test
  void whatIsNoRowMajorMatrixOfFloatsIsRefused() {
    INDArray square = Nd4j.create(DataType.FLOAT, 4, 4);
    assertThat(Matrix.fits(square)).isTrue();
    assertThat(Matrix.fits(square.transpose())).isFalse();
    assertThatThrownBy(() -> Matrix.of(square.transpose()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row-major");
    assertThatThrownBy(() -> Matrix.of(Nd4j.create(DataType.DOUBLE, 4, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FLOAT");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    BlockProduct blocks = new BlockProduct(RowMath.best());
    Factor a = factor(4, 5, false);
    Factor b = factor(6, 7, true);
    assertThatThrownBy(() -> blocks.multiply(a, b, matrix(4, 7), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be [4, 5] x [6, 7] = [4, 7]");
  }
}
