package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * A SameDiff operation that this library computes itself.
 *
 * <p>It stands in a graph like any other op: inspectable, differentiable by {@link #doDiff}. Only a
 * {@link org.calm4j.core.engine.GraphPlan} can execute it.
 */
public abstract class FusedOp extends DynamicCustomOp {
  private final int outputCount;

  /**
   * Puts the operation into a graph.
   *
   * @param outputs number of outputs
   * @param graph the graph
   * @param inputs its inputs
   */
  protected FusedOp(int outputs, SameDiff graph, SDVariable... inputs) {
    super(null, graph, inputs);
    this.outputCount = outputs;
  }

  /**
   * Shapes of the outputs.
   *
   * @param inputs shapes of the inputs
   * @return one shape per output
   * @throws IllegalArgumentException if the inputs do not fit together
   */
  public abstract List<long[]> outputShapes(List<long[]> inputs);

  /**
   * Prepares the computation on given arrays.
   *
   * @param kernels what to run on
   * @param inputs dense row-major arrays
   * @param outputs dense row-major arrays; null where nobody reads the output
   * @return the computation
   */
  public abstract BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs);

  /**
   * Prepares the computation of an operation that needs room while it runs.
   *
   * @param kernels what to run on
   * @param inputs dense row-major arrays
   * @param outputs dense row-major arrays; null where nobody reads the output
   * @param scratch {@link #scratchLength} floats, shared with other operations
   * @return the computation
   */
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    throw new IllegalStateException(opName() + " needs no room while it runs");
  }

  /**
   * Room the operation needs while it runs; the plan places it in its arena.
   *
   * @param inputs shapes of the inputs
   * @return floats, 0 for none
   */
  public long scratchLength(List<long[]> inputs) {
    return 0;
  }

  /**
   * Floating-point operations of matrix products inside, for reports.
   *
   * @param inputs shapes of the inputs
   * @return 2 * multiply-adds, 0 if there are no products
   */
  public long flops(List<long[]> inputs) {
    return 0;
  }

  /**
   * The input whose memory an output may take over when nobody reads that input later.
   *
   * @param output index of the output
   * @return index of the input, or -1
   */
  public int inPlaceOf(int output) {
    return -1;
  }

  /**
   * Gradients of the inputs.
   *
   * @param gradients gradients of the outputs; null where an output does not influence the loss
   * @return one gradient per input, null for inputs without
   */
  @Override
  public abstract List<@Nullable SDVariable> doDiff(List<SDVariable> gradients);

  /**
   * The op's name in reports, for example {@code rms_norm}. A constant: the super constructor asks
   * for it.
   */
  @Override
  public abstract String opName();

  @Override
  public final int getNumOutputs() {
    return outputCount;
  }

  /**
   * Type of all outputs.
   *
   * @return FLOAT unless overridden
   */
  public DataType outputType() {
    return DataType.FLOAT;
  }

  @Override
  public final List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
    return Collections.nCopies(outputCount, outputType());
  }

  @Override
  public final List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
    List<long[]> inputs = new ArrayList<>();
    for (INDArray array : context.getInputArrays()) {
      inputs.add(array.shape());
    }
    List<LongShapeDescriptor> result = new ArrayList<>();
    for (long[] shape : outputShapes(inputs)) {
      result.add(LongShapeDescriptor.fromShape(shape, outputType()));
    }
    return result;
  }

  /** Refuses two shapes that have to be equal and are not. */
  final void requireSame(long[] expected, long[] found) {
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException(
          "%s needs shapes that fit: expected %s, got %s"
              .formatted(opName(), Arrays.toString(expected), Arrays.toString(found)));
    }
  }

  /** Number of rows of a shape when all axes but the last are joined. */
  static long rows(long[] shape) {
    long rows = 1;
    for (int i = 0; i < shape.length - 1; i++) {
      rows *= shape[i];
    }
    return rows;
  }

  /** Size of the last axis. */
  static int width(long[] shape) {
    return Math.toIntExact(shape[shape.length - 1]);
  }
}
