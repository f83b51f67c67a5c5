package org.calm4j.core.engine.op;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A prepared product C = op(A) op(B), or C = C + op(A) op(B), of ND4J's backend, op(X) being X or
 * its transpose.
 */
final class NativeProduct implements BoundOp {
  private final CustomOp op = DynamicCustomOp.builder("matmul").build();
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  NativeProduct(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c, boolean add) {
    context.setInputArrays(a, b);
    context.setOutputArrays(c);
    context.setIArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
    context.setTArguments(1.0, add ? 1.0 : 0.0);
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(op, context);
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot free a native context", e);
    }
  }
}
