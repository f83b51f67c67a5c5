package org.calm4j.lm.rollout;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.lm.net.RolloutGraphs;
import org.calm4j.lm.net.RolloutGraphs.Remembered;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Keys and values of a text and of its branches, all layers. Used by one thread. */
final class BranchStore implements AutoCloseable {
  /** Floats of a cache line. */
  private static final int LINE = 16;

  private final AttentionShape shape;
  private final int capacity;
  private final Workers workers;
  private final List<INDArray> text = new ArrayList<>();
  private final List<INDArray> branches = new ArrayList<>();
  private final int layers;
  private int slots;

  /**
   * Room for a text.
   *
   * @param positions chunks that it may have
   * @param slots branches that it may have at first
   */
  BranchStore(AttentionShape shape, int layers, int positions, int slots, Workers workers) {
    this.shape = shape;
    this.layers = layers;
    this.workers = workers;
    // An odd number of cache lines: rows of turned keys would else compete for few places of the
    // cache.
    this.capacity = ((positions + LINE - 1) / LINE | 1) * LINE;
    for (int layer = 0; layer < layers; layer++) {
      text.add(zeros(shape.keyValueHeads(), shape.headDim(), capacity));
      text.add(zeros(shape.keyValueHeads(), capacity, shape.headDim()));
    }
    grow(slots);
  }

  private static INDArray zeros(long... sizes) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, sizes).assign(0);
  }

  /** Branches that fit. */
  int slots() {
    return slots;
  }

  /** Makes room for more branches, keeping those that are there. */
  void grow(int wanted) {
    List<INDArray> larger = new ArrayList<>();
    for (int i = 0; i < 2 * layers; i++) {
      INDArray array = zeros(wanted, width());
      if (!branches.isEmpty()) {
        Memory old = Memory.of(branches.get(i));
        old.copyTo(0, Memory.of(array), 0, old.length());
      }
      larger.add(array);
    }
    branches.forEach(INDArray::close);
    branches.clear();
    branches.addAll(larger);
    slots = wanted;
  }

  private int width() {
    return shape.keyValueHeads() * shape.headDim();
  }

  /** The arrays by layer, for a graph; valid until the next {@link #grow}. */
  List<Remembered> remembered() {
    List<Remembered> result = new ArrayList<>();
    for (int i = 0; i < 2 * layers; i += 2) {
      result.add(
          new Remembered(text.get(i), text.get(i + 1), branches.get(i), branches.get(i + 1)));
    }
    return result;
  }

  /** Takes a text over from the plan that computed it. */
  void putText(GraphPlan plan, BuiltGraph graph, int places) {
    int d = shape.headDim();
    for (int layer = 0; layer < layers; layer++) {
      Memory keys = Memory.of(plan.output(graph.output(RolloutGraphs.keys(layer))));
      Memory values = Memory.of(plan.output(graph.output(RolloutGraphs.values(layer))));
      Memory turned = Memory.of(text.get(2 * layer));
      Memory kept = Memory.of(text.get(2 * layer + 1));
      workers.run(
          width(),
          2 * places,
          (from, to) -> {
            for (int column = from; column < to; column++) {
              for (int i = 0; i < places; i++) {
                turned.set(column * capacity + i, keys.get(i * width() + column));
              }
            }
          });
      for (int kv = 0; kv < shape.keyValueHeads(); kv++) {
        for (int i = 0; i < places; i++) {
          values.copyTo(i * width() + kv * d, kept, (kv * capacity + i) * d, d);
        }
      }
    }
  }

  /** Takes branches over from the plan that computed them. */
  void putBranches(GraphPlan plan, BuiltGraph graph, int slot, int count) {
    for (int layer = 0; layer < layers; layer++) {
      INDArray keys = plan.output(graph.output(RolloutGraphs.keys(layer)));
      INDArray values = plan.output(graph.output(RolloutGraphs.values(layer)));
      copy(keys, branches.get(2 * layer), slot, count);
      copy(values, branches.get(2 * layer + 1), slot, count);
    }
  }

  private void copy(INDArray from, INDArray to, int slot, int count) {
    Memory.of(from).copyTo(0, Memory.of(to), slot * width(), count * width());
  }

  @Override
  public void close() {
    text.forEach(INDArray::close);
    branches.forEach(INDArray::close);
  }
}
