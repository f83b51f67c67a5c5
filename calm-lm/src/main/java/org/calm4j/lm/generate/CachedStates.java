package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.lm.net.BackboneGraphs;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hidden states with a preallocated key/value cache: every position goes through the backbone once.
 * Its graph and plans are its own, over shared weights.
 */
final class CachedStates implements SessionStates {
  private static final int PLANS = 3;

  private final BackboneGraphs graphs;
  private final Engine engine;
  private final int rows;
  private final int capacity;
  private final List<INDArray> keys = new ArrayList<>();
  private final List<INDArray> values = new ArrayList<>();
  private final BuiltGraph graph;
  private final PlanCache<Integer> plans = new PlanCache<>(PLANS);
  private final int[] lengths;

  /**
   * Empty texts.
   *
   * @param graphs of the model, fused
   * @param engine what they run on
   * @param rows number of texts
   * @param capacity positions each of them may have
   */
  CachedStates(BackboneGraphs graphs, Engine engine, int rows, int capacity) {
    this.graphs = graphs;
    this.engine = engine;
    this.rows = rows;
    this.capacity = capacity;
    this.lengths = new int[rows];
    AttentionShape shape = graphs.config().attention();
    for (int layer = 0; layer < graphs.config().numHiddenLayers(); layer++) {
      keys.add(cache(rows, shape.keyValueHeads(), shape.headDim(), capacity));
      values.add(cache(rows, shape.keyValueHeads(), capacity, shape.headDim()));
    }
    graph = graphs.continuation(keys, values);
  }

  private static INDArray cache(long... shape) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, shape).assign(0);
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void reset() {
    Arrays.fill(lengths, 0);
  }

  @Override
  public INDArray append(int[][] ids) {
    int k = graphs.chunkSize();
    int most = Arrays.stream(ids).mapToInt(row -> row.length / k).max().orElse(0);
    // A text that gets fewer chunks writes the rest of its places with what is never read.
    int room = capacity - Arrays.stream(lengths).max().orElse(0);
    if (room < Math.max(1, most)) {
      throw new IllegalArgumentException(
          "%d more chunks do not fit a context of %d, %d of which are taken"
              .formatted(most, capacity, capacity - room));
    }
    int count = most <= 1 ? 1 : Math.min(Integer.highestOneBit(2 * most - 1), room);
    GraphPlan plan =
        plans.get(
            count,
            memory -> engine.plan(graph.graph(), shapes(count), graph.names(), Map.of(), memory));
    int[] padded = new int[rows * count * k];
    int[] positions = new int[rows * count];
    int[] last = new int[rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(ids[row], 0, padded, row * count * k, ids[row].length);
      for (int i = 0; i < count; i++) {
        positions[row * count + i] = lengths[row] + i;
      }
      last[row] = row * count + Math.max(0, ids[row].length / k - 1);
    }
    graphs.putInputs(plan, padded);
    put(plan, BackboneGraphs.POSITIONS, positions);
    put(plan, BackboneGraphs.LENGTHS, lengths);
    put(plan, BackboneGraphs.PREDICTED, last);
    plan.run();
    for (int row = 0; row < rows; row++) {
      lengths[row] += ids[row].length / k;
    }
    return plan.output(graph.output("hidden"));
  }

  private Map<String, long[]> shapes(int count) {
    long positions = (long) rows * count;
    Map<String, long[]> shapes = graphs.inputShapes(positions);
    shapes.put(BackboneGraphs.POSITIONS, new long[] {positions});
    shapes.put(BackboneGraphs.LENGTHS, new long[] {rows});
    shapes.put(BackboneGraphs.PREDICTED, new long[] {rows});
    return shapes;
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  @Override
  public void close() {
    plans.close();
    keys.forEach(INDArray::close);
    values.forEach(INDArray::close);
  }
}
