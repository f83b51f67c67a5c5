package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Factor;
import org.calm4j.core.engine.kernel.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared product C = op(A) op(B), or C = C + op(A) op(B), op(X) being X or its transpose, by
 * whichever way is faster.
 */
final class MatrixProduct {
  /** Multiplications below which the backend, which needs no warming up, is as fast. */
  private static final long LEAST = 1 << 20;

  private MatrixProduct() {}

  /** Whether blocks are the faster way to a result of some elements, each a sum of some steps. */
  static boolean byBlocks(Kernels kernels, long elements, long steps) {
    return kernels.math().multipliesBlocks() && elements * steps >= LEAST;
  }

  static BoundOp of(
      Kernels kernels,
      INDArray a,
      boolean turnedA,
      INDArray b,
      boolean turnedB,
      INDArray c,
      boolean add) {
    long steps = turnedA ? a.size(0) : a.size(1);
    boolean blocks =
        byBlocks(kernels, c.length(), steps) && Matrix.fits(a) && Matrix.fits(b) && Matrix.fits(c);
    return blocks
        ? new BlockedProduct(
            kernels,
            new Factor(Matrix.of(a), turnedA),
            new Factor(Matrix.of(b), turnedB),
            Matrix.of(c),
            add)
        : new NativeProduct(a, turnedA, b, turnedB, c, add);
  }
}
