package org.calm4j.core.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;

import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both ways to multiply matrices give the same numbers; threads do not change the bits. */
class MatrixProductTest {
  private final SplittableRandom random = new SplittableRandom(31);

  @ParameterizedTest
  @CsvSource({"false,false,false", "false,true,true", "true,false,false", "true,true,true"})
  void theBackendsProductIsTheSame(boolean turnedA, boolean turnedB, boolean add) {
    INDArray a = turnedA ? normal(random, 300, 150) : normal(random, 150, 300);
    // A view: its rows lie further apart than they are wide.
    INDArray wide = turnedB ? normal(random, 100, 310) : normal(random, 300, 110);
    INDArray b = Views.columns(wide, 7, turnedB ? 300 : 100);
    INDArray start = normal(random, 150, 100);
    INDArray expected = start.dup();
    try (NativeProduct product = new NativeProduct(a, turnedA, b, turnedB, expected, add)) {
      product.run();
    }
    float[] bits = null;
    for (int threads = 1; threads <= 5; threads++) {
      try (Engine engine = new Engine(threads)) {
        INDArray c = start.dup();
        try (BoundOp product = MatrixProduct.of(engine.kernels(), a, turnedA, b, turnedB, c, add)) {
          assertThat(product instanceof BlockedProduct)
              .isEqualTo(engine.kernels().math().multipliesBlocks());
          product.run();
        }
        near("product", floats(c), floats(expected), 3e-6);
        bits = bits == null ? floats(c) : bits;
        assertThat(floats(c)).isEqualTo(bits);
      }
    }
  }

  @Test
  void theBackendMultipliesWhatIsSmall() {
    try (Engine engine = new Engine(1)) {
      INDArray a = normal(random, 8, 8);
      INDArray c = Nd4j.create(DataType.FLOAT, 8, 8);
      try (BoundOp product = MatrixProduct.of(engine.kernels(), a, false, a, false, c, false)) {
        assertThat(product).isInstanceOf(NativeProduct.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1000,32,2", "32,1000,2", "7,9,4", "5000,5000,6", "100,100,3"})
  void partsCoverTheResultOnce(int rows, int columns, int threads) {
    try (Engine engine = new Engine(threads)) {
      var parts = ProductSplit.of(engine.kernels(), rows, columns).parts();
      assertThat(parts).hasSizeLessThanOrEqualTo(threads);
      int[][] covered = new int[rows][columns];
      for (var part : parts) {
        for (int r = part.fromRow(); r < part.toRow(); r++) {
          for (int c = part.fromColumn(); c < part.toColumn(); c++) {
            covered[r][c]++;
          }
        }
      }
      for (int[] row : covered) {
        assertThat(row).containsOnly(1);
      }
    }
  }
}
