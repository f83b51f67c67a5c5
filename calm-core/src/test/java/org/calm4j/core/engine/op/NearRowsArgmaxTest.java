package org.calm4j.core.engine.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.RowMath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link NearRowsArgmax} against all products, with rows near each other, in groups, and apart. */
class NearRowsArgmaxTest {
  private static final int ROWS = 100;
  private static final int VOCABULARY = 2500;
  private static final int N = 72;

  private static Engine engine;

  private final SplittableRandom random = new SplittableRandom(4);

  @BeforeAll
  static void start() {
    engine = new Engine(2);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void onlyWithWideVectors() {
    Assumptions.assumeTrue(RowMath.best().multipliesBlocks(), "needs 512-bit vectors");
  }

  private float[][] normal(int rows, double spread) {
    float[][] values = new float[rows][N];
    for (float[] row : values) {
      for (int j = 0; j < N; j++) {
        row[j] = (float) (spread * random.nextGaussian());
      }
    }
    return values;
  }

  /** Rows around some centers. */
  private float[][] around(int centers, double spread) {
    float[][] middle = normal(centers, 1);
    float[][] rows = normal(ROWS, spread);
    for (int i = 0; i < ROWS; i++) {
      float[] center = middle[random.nextInt(centers)];
      for (int j = 0; j < N; j++) {
        rows[i][j] += center[j];
      }
    }
    return rows;
  }

  private static int[] argmax(float[][] hidden, float[][] table, boolean near) {
    try (INDArray h = Nd4j.createFromArray(hidden);
        INDArray e = Nd4j.createFromArray(table);
        INDArray ids = Nd4j.create(DataType.INT32, hidden.length);
        INDArray scratch =
            Nd4j.create(DataType.FLOAT, (long) hidden.length * Math.min(2048, table.length))) {
      assertThat(NearRowsArgmax.suits(engine.kernels(), h, e)).isTrue();
      BoundOp op =
          near
              ? new NearRowsArgmax(engine.kernels(), h, e, ids, scratch)
              : TiedArgmax.whole(engine.kernels(), h, e, ids, scratch);
      try {
        op.run();
        int[] first = ids.toIntVector();
        op.run();
        assertThat(ids.toIntVector()).as("again").isEqualTo(first);
        return first;
      } finally {
        op.close();
      }
    }
  }

  private static void same(float[][] hidden, float[][] table) {
    assertThat(argmax(hidden, table, true)).isEqualTo(argmax(hidden, table, false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-4, 0.01, 0.1, 1, 10})
  void oneGroup(double spread) {
    same(around(1, spread), normal(VOCABULARY, 0.3));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 100})
  void severalGroups(int centers) {
    same(around(centers, 0.02), normal(VOCABULARY, 0.3));
  }

  /** Of equal logits the first wins, and entries may differ by less than rounding. */
  @Test
  void ties() {
    float[][] table = normal(VOCABULARY, 0.3);
    float[][] hidden = around(3, 0.001);
    for (int v = 0; v < VOCABULARY / 2; v++) {
      table[VOCABULARY - 1 - v] = table[v].clone();
    }
    int[] ids = argmax(hidden, table, true);
    assertThat(ids).isEqualTo(argmax(hidden, table, false));
    assertThat(Arrays.stream(ids).max().orElseThrow()).isLessThan(VOCABULARY / 2);
    for (int v = 0; v < VOCABULARY / 2; v++) {
      table[VOCABULARY - 1 - v][3] = Math.nextUp(table[v][3]);
    }
    same(hidden, table);
  }

  /** A table of very different lengths, rows that are zero, one that is no number. */
  @Test
  void oddValues() {
    float[][] table = normal(VOCABULARY, 0.3);
    for (int v = 0; v < VOCABULARY; v += 3) {
      for (int j = 0; j < N; j++) {
        table[v][j] *= v % 2 == 0 ? 100 : 1e-6f;
      }
    }
    float[][] hidden = around(2, 0.01);
    same(hidden, table);
    Arrays.fill(hidden[0], 0);
    Arrays.fill(hidden[50], 0);
    same(hidden, table);
    int[] without = argmax(hidden, table, true);
    hidden[7][0] = Float.NaN;
    int[] with = argmax(hidden, table, true);
    without[7] = with[7];
    assertThat(with).as("the other rows").isEqualTo(without);
  }
}
