package org.calm4j.core.engine.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The hand-derived gradient of a {@link FusedOp}; it has none itself. */
public abstract class GradientOp extends FusedOp {
  private final String of;

  /**
   * Puts the operation into a graph.
   *
   * @param of name of the operation whose gradient it is, for messages
   * @param outputs number of outputs
   * @param graph the graph
   * @param inputs its inputs
   */
  protected GradientOp(String of, int outputs, SameDiff graph, SDVariable... inputs) {
    super(outputs, graph, inputs);
    this.of = of;
  }

  /**
   * Refuses: there are no second derivatives.
   *
   * @param gradients not read
   * @return nothing
   * @throws IllegalArgumentException always
   */
  @Override
  public final List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    throw new IllegalArgumentException(of + " has no second derivative: use the composed layers");
  }
}
