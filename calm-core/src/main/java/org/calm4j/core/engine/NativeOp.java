package org.calm4j.core.engine;

import org.calm4j.core.engine.op.BoundOp;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** One of ND4J's own ops with its context prepared. */
final class NativeOp implements BoundOp {
  private final DifferentialFunction op;
  private final OpContext context;

  NativeOp(DifferentialFunction op, INDArray[] inputs, INDArray[] outputs) {
    this.op = op;
    this.context = context(op, inputs);
    context.setOutputArrays(outputs);
    if (op instanceof Op legacy) {
      legacy.setX(inputs[0]);
      if (inputs.length > 1) {
        legacy.setY(inputs[1]);
      }
      legacy.setZ(outputs[0]);
    }
  }

  /** A context with inputs and arguments, for execution or for the shape function. */
  static OpContext context(DifferentialFunction op, INDArray[] inputs) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(inputs);
    if (op instanceof CustomOp custom) {
      context.setIArguments(custom.iArgs());
      context.setTArguments(custom.tArgs());
      context.setBArguments(custom.bArgs());
      context.setDArguments(custom.dArgs());
    }
    return context;
  }

  @Override
  public void run() {
    if (op instanceof CustomOp custom) {
      Nd4j.getExecutioner().exec(custom, context);
    } else {
      Nd4j.getExecutioner().exec((Op) op, context);
    }
  }

  @Override
  public void close() {
    closeContext(context);
    op.clearArrays();
  }

  static void closeContext(OpContext context) {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot free a native context", e);
    }
  }
}
