package org.calm4j.autoencoder;

import java.util.Map;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;

/** Decodes vectors whole. Not thread-safe. */
final class Decoder implements AutoCloseable {
  private final AutoencoderConfig config;
  private final BuiltGraph decoding;
  private final Engine engine;
  private final PlanCache<Integer> plans = new PlanCache<>(8);

  Decoder(AutoencoderConfig config, AutoencoderGraphs graphs, Engine engine) {
    this.config = config;
    this.decoding = graphs.decoding();
    this.engine = engine;
  }

  TokenChunks decode(ChunkVectors vectors) {
    int k = config.patchSize();
    int latent = config.latentSize();
    int[] ids = new int[vectors.chunks() * k];
    Batching.split(
        vectors.chunks(),
        (from, count, padded) -> {
          GraphPlan plan = plan(padded);
          Batching.copy(
              vectors.array(),
              from * latent,
              plan.input(AutoencoderGraphs.VECTORS),
              0,
              count * latent);
          plan.run();
          Memory.of(plan.output(decoding.output("tokens"))).get(ids, from * k, count * k);
        });
    return new TokenChunks(ids, k);
  }

  private GraphPlan plan(int chunks) {
    return plans.get(
        chunks,
        memory ->
            engine.plan(
                decoding.graph(),
                Map.of(AutoencoderGraphs.VECTORS, new long[] {chunks, config.latentSize()}),
                decoding.outputs().values(),
                Map.of(),
                memory));
  }

  PlanReport report() {
    return plans.latest().report();
  }

  @Override
  public void close() {
    plans.close();
  }
}
