package org.calm4j.lm.rollout;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.net.BackboneGraphs;
import org.calm4j.lm.net.RolloutGraphs;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hidden states of a text and of branches of it: the text goes through the backbone once, and new
 * branches together in one pass, each seeing the text up to its place and its own chunks. Graphs,
 * plans and memory stay for the next text. Used by one thread.
 *
 * <p>{@code BranchStatesTest} checks every branch against a text of its own, recomputed.
 */
final class BranchStates implements AutoCloseable {
  /** Branches that go through the backbone at once. */
  private static final int MOST_ROWS = 1024;

  private static final int PLANS = 24;

  private final BranchGraphs graphs;
  private final BackboneConfig backbone;
  private final int chunkSize;
  private final int bosId;
  private final int capacity;
  private final Engine engine;
  private final BranchTree tree = new BranchTree();
  private final TextStates texts;
  private final HiddenRows hidden;
  private final Map<Integer, BuiltGraph> built = new LinkedHashMap<>();
  private PlanCache<Rows> plans = new PlanCache<>(PLANS);
  private @Nullable BranchStore store;

  /** The text's result until the store has taken it over: a text without branches needs none. */
  private TextStates.@Nullable Result pending;

  private record Rows(int rows, int depth) {}

  /**
   * No text yet.
   *
   * @param bosId id at the beginning of a chunk from which on nothing before is seen, or -1
   * @param capacity places that a text may have
   */
  BranchStates(BranchGraphs graphs, int bosId, int capacity, Engine engine) {
    this.graphs = graphs;
    this.backbone = graphs.backbone();
    this.chunkSize = graphs.chunkSize();
    this.bosId = bosId;
    this.capacity = capacity;
    this.engine = engine;
    this.texts = new TextStates(graphs, engine);
    this.hidden = new HiddenRows(backbone.hiddenSize(), capacity);
  }

  /** Places that a text may have. */
  int capacity() {
    return capacity;
  }

  BranchTree tree() {
    return tree;
  }

  /**
   * Begins with a text; forgets the one before.
   *
   * @param ids {@code [places, K]}
   */
  void open(int... ids) {
    int[] starts = new int[ids.length / chunkSize];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = ids[i * chunkSize] == bosId ? i : starts[i - 1];
    }
    TextStates.Result result = texts.run(ids, starts);
    tree.reset(starts);
    hidden.put(result.plan().output(result.graph().output("hidden")), 0, starts.length);
    pending = result;
  }

  /**
   * Makes branches longer.
   *
   * @param parents branches to go on from
   * @param ids {@code [parents, K]}
   * @return the new branches
   */
  int[] extend(int[] parents, int[] ids) {
    int[] made = new int[parents.length];
    for (int from = 0; from < parents.length; from += MOST_ROWS) {
      int to = Math.min(parents.length, from + MOST_ROWS);
      int[] chunks = Arrays.copyOfRange(ids, from * chunkSize, to * chunkSize);
      int first = extendTogether(Arrays.copyOfRange(parents, from, to), chunks);
      for (int i = from; i < to; i++) {
        made[i] = first + i - from;
      }
    }
    return made;
  }

  private int extendTogether(int[] parents, int[] ids) {
    int first = tree.count();
    int deepest = 1;
    for (int i = 0; i < parents.length; i++) {
      int branch = tree.add(parents[i], ids[i * chunkSize] == bosId);
      deepest = Math.max(deepest, tree.depth(branch) - 1);
    }
    BranchStore memory = roomFor(tree.slot(first) + parents.length);
    Rows shape = new Rows(Buckets.of(parents.length), Buckets.powerOfTwo(deepest));
    BuiltGraph graph =
        built.computeIfAbsent(
            graphs.depth(shape.depth), depth -> graphs.branches(memory.remembered(), depth));
    GraphPlan plan =
        plans.get(
            shape,
            arena -> engine.plan(graph.graph(), shapes(shape), graph.names(), Map.of(), arena));
    graphs.putInputs(plan, ids);
    fill(plan, shape, first, parents.length);
    plan.run();
    memory.putBranches(plan, graph, tree.slot(first), parents.length);
    hidden.put(plan.output(graph.output("hidden")), first, parents.length);
    return first;
  }

  /** The store with the text in it, large enough for so many branches. */
  private BranchStore roomFor(int branches) {
    BranchStore current = store;
    if (current == null) {
      int slots = Math.max(capacity, branches);
      current =
          new BranchStore(
              backbone.attention(),
              backbone.numHiddenLayers(),
              capacity,
              slots,
              engine.kernels().workers());
      store = current;
    } else if (branches > current.slots()) {
      // Graphs and plans hold the arrays.
      plans.close();
      plans = new PlanCache<>(PLANS);
      built.clear();
      current.grow(Math.max(2 * current.slots(), branches));
    }
    if (pending != null) {
      current.putText(pending.plan(), pending.graph(), tree.places());
      pending = null;
    }
    return current;
  }

  private Map<String, long[]> shapes(Rows shape) {
    Map<String, long[]> shapes = graphs.inputShapes(shape.rows);
    shapes.put(BackboneGraphs.POSITIONS, new long[] {shape.rows});
    shapes.put(BackboneGraphs.STARTS, new long[] {shape.rows});
    shapes.put(RolloutGraphs.ENDS, new long[] {shape.rows});
    shapes.put(RolloutGraphs.ANCESTORS, new long[] {shape.rows, shape.depth});
    return shapes;
  }

  /** Rows that stand for no branch see themselves alone. */
  private void fill(GraphPlan plan, Rows shape, int first, int count) {
    int[] positions = new int[shape.rows];
    int[] starts = new int[shape.rows];
    int[] ends = new int[shape.rows];
    int[] ancestors = new int[shape.rows * shape.depth];
    Arrays.fill(ancestors, -1);
    for (int i = 0; i < count; i++) {
      positions[i] = tree.position(first + i);
      starts[i] = tree.textStart(first + i);
      ends[i] = tree.textEnd(first + i);
      tree.ancestors(first + i, ancestors, i * shape.depth, shape.depth);
    }
    put(plan, BackboneGraphs.POSITIONS, positions);
    put(plan, BackboneGraphs.STARTS, starts);
    put(plan, RolloutGraphs.ENDS, ends);
    put(plan, RolloutGraphs.ANCESTORS, ancestors);
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  /** Copies hidden states of branches into the first rows of a matrix. */
  void gather(int[] branches, int from, int count, INDArray target) {
    hidden.gather(branches, from, count, target);
  }

  /** Where the time goes: the plans used last, of the text and of its branches. */
  List<PlanReport> reports() {
    return store == null
        ? List.of(texts.report())
        : List.of(texts.report(), plans.latest().report());
  }

  @Override
  public void close() {
    plans.close();
    texts.close();
    hidden.close();
    if (store != null) {
      store.close();
    }
  }
}
