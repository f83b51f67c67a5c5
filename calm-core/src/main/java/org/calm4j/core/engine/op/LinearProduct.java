package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x W^T + b by whichever way suits the number of rows. */
final class LinearProduct {
  private LinearProduct() {}

  static BoundOp of(
      Kernels kernels, INDArray x, INDArray weight, @Nullable INDArray bias, INDArray y) {
    if (FewRowsProduct.suits(kernels, x.size(0), weight)) {
      return new FewRowsProduct(kernels, x, weight, bias, y);
    }
    if (bias == null) {
      return MatrixProduct.of(kernels, x, false, weight, true, y, false);
    }
    // The bias goes in first and the product adds to it: one pass less.
    BoundOp product = MatrixProduct.of(kernels, x, false, weight, true, y, true);
    BoundOp repeat = repeat(kernels, Memory.of(bias), Memory.of(y));
    return new BoundOp() {
      @Override
      public void run() {
        repeat.run();
        product.run();
      }

      @Override
      public void close() {
        product.close();
      }
    };
  }

  /** Prepares writing one row into every row of a matrix. */
  static BoundOp repeat(Kernels kernels, Memory row, Memory matrix) {
    int width = row.length();
    return kernels.rows(
        matrix.length() / width,
        width,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            row.copyTo(0, matrix, i * width, width);
          }
        });
  }
}
