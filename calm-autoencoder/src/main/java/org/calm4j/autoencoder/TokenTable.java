package org.calm4j.autoencoder;

import java.util.BitSet;
import java.util.Map;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.UntouchedArray;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the first half of the encoder makes of each id, {@code [vocabulary, hidden]}: it depends on
 * the id alone, so with weights that do not change it is computed once, when an id is seen first.
 * What nobody asks for is address space that the system never backs with memory.
 *
 * <p>Ids are computed in blocks of neighbours, each at the same place of the same batch whenever it
 * comes: in a matrix product the last bits of a row depend on where the row stands, and a training
 * run on top could not be resumed to its bits if they depended on which ids came together.
 */
final class TokenTable implements AutoCloseable {
  /** Ids of a block: enough for the products to be efficient, few enough to be lazy. */
  static final int BLOCK = 64;

  private final AutoencoderConfig config;
  private final BuiltGraph graph;
  private final Engine engine;
  private final UntouchedArray states;
  private final BitSet known; // by block
  private @Nullable GraphPlan plan;
  private long runs;

  TokenTable(CodecGraphs graphs, Engine engine) {
    this.config = graphs.network().config();
    this.graph = graphs.tokenStates();
    this.engine = engine;
    this.states = new UntouchedArray(config.vocabSize(), config.hiddenSize());
    this.known = new BitSet(config.vocabSize() / BLOCK + 1);
  }

  /** The table; rows are valid after {@link #require} of their ids. */
  INDArray states() {
    return states.array();
  }

  /** How often the first half of the encoder ran. */
  long runs() {
    return runs;
  }

  /**
   * Makes the rows of some ids valid.
   *
   * @param ids the ids
   * @param first where they begin in what the caller knows, for messages
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  void require(int[] ids, int first) {
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      DistinctIds.requireKnown(id, first + i, config.vocabSize());
      if (!known.get(id / BLOCK)) {
        compute(id / BLOCK);
      }
    }
  }

  private void compute(int block) {
    if (plan == null) {
      plan =
          engine.plan(
              graph.graph(),
              Map.of(AutoencoderGraphs.IDS, new long[] {BLOCK}),
              graph.outputs().values());
    }
    int from = block * BLOCK;
    int count = Math.min(BLOCK, config.vocabSize() - from);
    Memory ids = Memory.of(plan.input(AutoencoderGraphs.IDS));
    for (int i = 0; i < BLOCK; i++) {
      ids.setInt(i, i < count ? from + i : 0);
    }
    plan.run();
    runs++;
    int hidden = config.hiddenSize();
    Batching.copy(
        plan.output(graph.output("states")), 0, states.array(), from * hidden, count * hidden);
    known.set(block);
  }

  @Override
  public void close() {
    if (plan != null) {
      plan.close();
    }
    states.close();
  }
}
