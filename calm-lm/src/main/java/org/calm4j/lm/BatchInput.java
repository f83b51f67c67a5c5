package org.calm4j.lm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.data.DistinctIds;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.lm.net.CalmGraphs;

/** What a batch in training gives the backbone. Not thread-safe. */
interface BatchInput {

  /**
   * Takes the chunks of the next batch.
   *
   * @param ids {@code [texts, S, K]}
   * @return rows that tell plans apart: batches of as many can share one
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  int take(int... ids);

  /** Shapes of the placeholders for so many rows; more may be added. */
  Map<String, long[]> shapes(int rows);

  /** Writes the batch into a plan of its shapes. */
  void write(GraphPlan plan);

  /** The input of a model's graphs. */
  static BatchInput of(CalmConfig config, CalmGraphs graphs) {
    return switch (config.input()) {
      case TOKENS -> new Tokens(config, graphs);
      case LATENT -> new Vectors(config, graphs);
    };
  }

  /** Tokens, in the fused spelling every distinct id of a batch once. */
  final class Tokens implements BatchInput {
    /** Distinct ids are padded to a multiple of this. */
    private static final int BUCKET = 256;

    private final boolean indexed;
    private final DistinctIds distinct;
    private int tokens;

    Tokens(CalmConfig config, CalmGraphs graphs) {
      indexed = graphs.indexed();
      distinct =
          indexed
              ? new DistinctIds(config.vocabSize(), BUCKET)
              : DistinctIds.repeating(config.vocabSize());
    }

    @Override
    public int take(int... ids) {
      tokens = ids.length;
      return distinct.take(ids, tokens, 0);
    }

    @Override
    public Map<String, long[]> shapes(int rows) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      shapes.put(CalmGraphs.IDS, new long[] {rows});
      if (indexed) {
        shapes.put(CalmGraphs.INDICES, new long[] {tokens});
      }
      return shapes;
    }

    @Override
    public void write(GraphPlan plan) {
      distinct.write(
          Memory.of(plan.input(CalmGraphs.IDS)),
          indexed ? Memory.of(plan.input(CalmGraphs.INDICES)) : null);
    }
  }

  /** Vectors of the chunks. */
  final class Vectors implements BatchInput {
    private final int chunkSize;
    private final CalmGraphs graphs;
    private int[] chunks = new int[0];

    Vectors(CalmConfig config, CalmGraphs graphs) {
      this.chunkSize = config.patchSize();
      this.graphs = graphs;
    }

    @Override
    public int take(int... ids) {
      chunks = ids;
      return ids.length / chunkSize;
    }

    @Override
    public Map<String, long[]> shapes(int rows) {
      return graphs.inputShapes(rows);
    }

    @Override
    public void write(GraphPlan plan) {
      graphs.putInputs(plan, chunks);
    }
  }
}
