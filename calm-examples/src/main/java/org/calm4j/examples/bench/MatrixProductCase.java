package org.calm4j.examples.bench;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** One matrix product of ND4J on arrays that exist already: what the machine can do. */
final class MatrixProductCase implements BenchCase {
  private final DynamicCustomOp op = DynamicCustomOp.builder("matmul").build();
  private final OpContext context = Nd4j.getExecutioner().buildContext();
  private final INDArray a;
  private final INDArray b;
  private final INDArray c;
  private final double flops;

  MatrixProductCase(Size size) {
    a = Nd4j.createUninitializedDetached(DataType.FLOAT, size.rows(), size.inner()).assign(0.5);
    b = Nd4j.createUninitializedDetached(DataType.FLOAT, size.inner(), size.columns()).assign(0.25);
    c = Nd4j.createUninitializedDetached(DataType.FLOAT, size.rows(), size.columns());
    context.setInputArrays(a, b);
    context.setOutputArrays(c);
    flops = size.flops();
  }

  /** {@code [rows, inner] x [inner, columns]}. */
  record Size(long rows, long inner, long columns) {
    /** The sizes of the peer. */
    static final List<Size> ALL = List.of(new Size(2048, 512, 8192), new Size(1024, 1024, 1024));

    String title() {
      return "gemm " + rows + "x" + inner + "x" + columns;
    }

    double flops() {
      return 2.0 * rows * inner * columns;
    }
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(op, context);
  }

  @Override
  public long tokens() {
    return 0;
  }

  @Override
  public double flops() {
    return flops;
  }

  @Override
  public List<PlanReport> reports() {
    return List.of();
  }

  @Override
  public void close() {
    try {
      context.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot free a native context", e);
    }
    a.close();
    b.close();
    c.close();
  }
}
