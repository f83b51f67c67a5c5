package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean cross-entropy of logits h E^T against labels, without the logits ever existing whole.
 *
 * <p>h {@code [rows, n]}, E {@code [vocabulary, n]}, labels {@code [rows]} INT32; a negative label
 * leaves its row out of the mean. Outputs: the loss (scalar, 0 if no row counts), and for an
 * upstream gradient of 1 dh = (softmax - onehot) E / count and dE = (softmax - onehot)^T h / count.
 * The gradients come with the loss because the logits are at hand then: a block of rows at a time,
 * product, softmax in place, two products.
 */
public final class TiedCrossEntropy extends FusedOp {
  /** Floats in a block of logits: 64 MB, more for vocabularies above 32,768. */
  private static final long BLOCK = 16L << 20;

  /** With fewer rows the gradient of the table goes through memory too often. */
  private static final long LEAST_ROWS = 512;

  /**
   * Puts the operation into a graph.
   *
   * @param graph the graph
   * @param hidden {@code [rows, n]}
   * @param table {@code [vocabulary, n]}
   * @param labels {@code [rows]}, INT32
   */
  public TiedCrossEntropy(SameDiff graph, SDVariable hidden, SDVariable table, SDVariable labels) {
    super(3, graph, hidden, table, labels);
  }

  @Override
  public String opName() {
    return "tied_cross_entropy";
  }

  @Override
  public List<long[]> outputShapes(List<long[]> inputs) {
    requireSame(new long[] {inputs.get(0)[0], inputs.get(1)[1]}, inputs.get(0));
    requireSame(new long[] {inputs.get(0)[0]}, inputs.get(2));
    return List.of(new long[0], inputs.get(0), inputs.get(1));
  }

  @Override
  public long flops(List<long[]> inputs) {
    return 6 * inputs.get(0)[0] * inputs.get(0)[1] * inputs.get(1)[0];
  }

  @Override
  public List<@Nullable SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable upstream = gradients.get(0);
    SDVariable[] outputs = outputVariables();
    return Arrays.asList(
        new ScaleBy(sameDiff, outputs[1], upstream).outputVariable(),
        new ScaleBy(sameDiff, outputs[2], upstream).outputVariable(),
        null);
  }

  @Override
  public long scratchLength(List<long[]> inputs) {
    long vocabulary = inputs.get(1)[0];
    return blockRows(inputs.get(0)[0], vocabulary) * vocabulary;
  }

  private static long blockRows(long rows, long vocabulary) {
    return Math.min(rows, Math.max(LEAST_ROWS, BLOCK / vocabulary));
  }

  @Override
  public BoundOp bind(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs) {
    throw new IllegalStateException("tied_cross_entropy needs room for a block of logits");
  }

  @Override
  public BoundOp bind(
      Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
    return new Bound(kernels, inputs, outputs, scratch);
  }

  private static final class Bound implements BoundOp {
    private final Kernels kernels;
    private final int rows;
    private final int vocabulary;
    private final boolean wantsGradient;
    private final Memory labels;
    private final @Nullable Memory loss;
    private final Memory logits;
    private final double[] rowLoss;
    private final List<BoundOp> forward = new ArrayList<>();
    private final List<BoundOp> softmax = new ArrayList<>();
    private final List<BoundOp> backward = new ArrayList<>();

    /** What a row weighs in the mean, in the run that is under way. */
    private float weight;

    Bound(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, INDArray scratch) {
      this.kernels = kernels;
      INDArray hidden = inputs[0];
      INDArray table = inputs[1];
      int width = width(table.shape());
      rows = Math.toIntExact(hidden.size(0));
      vocabulary = Math.toIntExact(table.size(0));
      int blockRows = (int) blockRows(rows, vocabulary);
      labels = Memory.of(inputs[2]);
      loss = outputs[0] == null ? null : Memory.of(outputs[0]);
      rowLoss = new double[rows];
      logits = Memory.of(scratch);
      wantsGradient = outputs[1] != null || outputs[2] != null;
      for (int from = 0; from < rows; from += blockRows) {
        int count = Math.min(blockRows, rows - from);
        INDArray block = Views.rows(scratch, 0, count, vocabulary);
        INDArray h = Views.rows(hidden, from, count, width);
        int first = from;
        forward.add(MatrixProduct.of(kernels, h, false, table, true, block, false));
        softmax.add(
            kernels.rows(count, 8 * vocabulary, (begin, end) -> softmaxRows(first, begin, end)));
        if (outputs[1] != null) {
          INDArray dh = Views.rows(outputs[1], from, count, width);
          backward.add(MatrixProduct.of(kernels, block, false, table, false, dh, false));
        }
        if (outputs[2] != null) {
          backward.add(MatrixProduct.of(kernels, block, true, h, false, outputs[2], from > 0));
        }
      }
    }

    @Override
    public void run() {
      int counted = 0;
      for (int row = 0; row < rows; row++) {
        int label = labels.getInt(row);
        if (label >= vocabulary) {
          throw new IllegalArgumentException(
              "label %d at row %d lies outside the vocabulary of %d"
                  .formatted(label, row, vocabulary));
        }
        counted += label < 0 ? 0 : 1;
      }
      weight = counted == 0 ? 0 : 1f / counted;
      int perBlock = backward.size() / forward.size();
      for (int block = 0; block < forward.size(); block++) {
        forward.get(block).run();
        softmax.get(block).run();
        for (int i = 0; i < perBlock; i++) {
          backward.get(block * perBlock + i).run();
        }
      }
      double sum = 0;
      for (double value : rowLoss) {
        sum += value;
      }
      if (loss != null) {
        loss.set(0, counted == 0 ? 0 : (float) (sum / counted));
      }
    }

    /** Loss of each row; its logits become weight * (softmax - onehot) if a gradient is wanted. */
    private void softmaxRows(int block, int from, int to) {
      RowMath math = kernels.math();
      for (int row = from; row < to; row++) {
        int at = row * vocabulary;
        int label = labels.getInt(block + row);
        if (label < 0) {
          rowLoss[block + row] = 0;
          // Scaling would keep a NaN.
          logits.clear(at, vocabulary);
          continue;
        }
        float target = logits.get(at + label);
        float max = math.max(logits, at, vocabulary);
        float sum = math.expShift(logits, at, max, vocabulary);
        rowLoss[block + row] = Math.log(sum) + max - target;
        if (wantsGradient) {
          math.scale(logits, at, weight / sum, vocabulary);
          logits.set(at + label, logits.get(at + label) - weight);
        }
      }
    }

    @Override
    public void close() {
      forward.forEach(BoundOp::close);
      backward.forEach(BoundOp::close);
    }
  }
}
