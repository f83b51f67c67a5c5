package org.calm4j.lm.generate;

import java.util.HashMap;
import java.util.Map;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws vectors from hidden states. Used by one thread. */
final class HeadSampler implements StepHead {
  private final CalmConfig config;
  private final Engine engine;
  private final CalmGraphs graphs;
  private final boolean fused;
  private final Map<Integer, BuiltGraph> built = new HashMap<>();
  private final PlanCache<Sizes> plans = new PlanCache<>(4);

  private record Sizes(int positions, int samples) {}

  HeadSampler(CalmConfig config, Map<String, INDArray> weights, Engine engine, Spelling spelling) {
    this.config = config;
    this.engine = engine;
    this.graphs = new CalmGraphs(config, spelling, weights, 1, 1);
    this.fused = spelling == Spelling.FUSED;
  }

  /** Fills the noise of the samples of one position. */
  interface Noise {
    /**
     * Fills a part of the noise.
     *
     * @param noise {@code [samples, noise]}
     * @param position which of the positions
     */
    void fill(INDArray noise, int position);
  }

  /**
   * Draws vectors.
   *
   * @param hidden hidden states {@code [positions, hidden]}
   * @param samples vectors per position
   * @param noise where chance comes from
   * @return {@code [positions * samples, latent]}, owned by the caller
   */
  ChunkVectors draw(INDArray hidden, int samples, Noise noise) {
    int positions = (int) hidden.size(0);
    int width = config.head().noiseSize();
    // Fused, the number of samples is a matter of shapes alone, so one graph serves all.
    BuiltGraph graph = built.computeIfAbsent(fused ? 1 : samples, graphs::vectors);
    GraphPlan plan =
        plans.get(
            new Sizes(positions, samples),
            memory ->
                engine.plan(
                    graph.graph(),
                    Map.of(
                        CalmGraphs.HIDDEN,
                        new long[] {positions, config.backbone().hiddenSize()},
                        CalmGraphs.NOISE,
                        new long[] {(long) positions * samples, width}),
                    graph.names(),
                    Map.of(),
                    memory));
    copy(hidden, plan.input(CalmGraphs.HIDDEN));
    INDArray all = plan.input(CalmGraphs.NOISE);
    for (int position = 0; position < positions; position++) {
      noise.fill(
          Nd4j.create(
              all.data(),
              new long[] {samples, width},
              new long[] {width, 1},
              all.offset() + (long) position * samples * width,
              'c'),
          position);
    }
    plan.run();
    INDArray made = plan.output(graph.output("vectors"));
    INDArray result = Nd4j.createUninitializedDetached(DataType.FLOAT, made.shape());
    copy(made, result);
    return ChunkVectors.owning(result);
  }

  private static void copy(INDArray from, INDArray to) {
    Memory source = Memory.of(from);
    source.copyTo(0, Memory.of(to), 0, source.length());
  }

  @Override
  public void close() {
    plans.close();
  }
}
