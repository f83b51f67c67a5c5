package org.calm4j.core.engine.op;

import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = s a + t b of two scalars: a loss of two terms. */
public final class WeightedSum extends FusedOp {
  private final double s;
  private final double t;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param s factor of a
   * @param a scalar
   * @param t factor of b
   * @param b scalar
   */
  public WeightedSum(SameDiff graph, double s, SDVariable a, double t, SDVariable b) {
    super(1, graph, a, b);
    this.s = s;
    this.t = t;
  }

  @Override
  public String opName() {
    return "weighted_sum";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(new long[0], inputs.get(0));
    requireSame(new long[0], inputs.get(1));
    return List.of(new long[0]);
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable dy = gradients.get(0);
    return List.of(
        new Times(sameDiff, s, dy).outputVariable(), new Times(sameDiff, t, dy).outputVariable());
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    Memory a = Memory.of(inputs[0]);
    Memory b = Memory.of(inputs[1]);
    Memory y = Memory.of(outputs[0]);
    return () -> y.set(0, (float) (s * a.get(0) + t * b.get(0)));
  }

  /** The gradient of a term: dy times its factor. */
  private static final class Times extends GradientOp {
    private final double factor;

    Times(SameDiff graph, double factor, SDVariable dy) {
      super("weighted_sum", 1, graph, dy);
      this.factor = factor;
    }

    @Override
    public String opName() {
      return "weighted_sum_grad";
    }

    @Override
    public List<long[]> outputShapes(List<long[]> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
      Memory dy = Memory.of(inputs[0]);
      Memory dx = Memory.of(outputs[0]);
      return () -> dx.set(0, (float) (factor * dy.get(0)));
    }
  }
}
