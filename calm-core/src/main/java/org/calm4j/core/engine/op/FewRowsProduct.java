package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = x W^T + b for a few rows of x: every row of W is read from memory once, for all rows of x,
 * and nothing is copied, while the backend's product would pack W into blocks first. Split over the
 * threads by rows of W. {@code FewRowsTest} checks it.
 */
final class FewRowsProduct implements BoundOp {
  private static final long LIMIT = Integer.MAX_VALUE - 64L;

  private final Kernels kernels;
  private final Memory x;
  private final Memory weight;
  private final @Nullable Memory bias;
  private final Memory y;
  private final int rows;
  private final int in;
  private final int out;
  private final BoundOp products;

  FewRowsProduct(
      Kernels kernels, INDArray x, INDArray weight, @Nullable INDArray bias, INDArray y) {
    this.kernels = kernels;
    this.x = Memory.of(x);
    this.weight = Memory.of(weight);
    this.bias = bias == null ? null : Memory.of(bias);
    this.y = Memory.of(y);
    this.rows = (int) x.size(0);
    this.in = (int) x.size(1);
    this.out = (int) weight.size(0);
    products = kernels.rows(out, in, this::multiply);
  }

  private void multiply(int from, int to) {
    kernels.math().rowProducts(y, out, x, rows, weight, from, to, in);
  }

  /**
   * Whether this is the way to multiply.
   *
   * @param rows rows of x
   * @param weight W
   */
  static boolean suits(Kernels kernels, long rows, INDArray weight) {
    // A kernel sees at most 2 GB; the backend's product sees everything.
    return rows <= kernels.math().fewRows() && weight.length() * Float.BYTES <= LIMIT;
  }

  @Override
  public void run() {
    products.run();
    if (bias != null) {
      for (int row = 0; row < rows; row++) {
        kernels.math().add(y, row * out, y, row * out, bias, 0, out);
      }
    }
  }
}
