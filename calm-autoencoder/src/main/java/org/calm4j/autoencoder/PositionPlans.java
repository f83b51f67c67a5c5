package org.calm4j.autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Decodes in two halves: vectors to states of chunks, and from those the tokens at one position.
 * Not thread-safe.
 */
final class PositionPlans implements AutoCloseable {
  private final AutoencoderConfig config;
  private final Engine engine;
  private final BuiltGraph chunkStates;
  private final List<BuiltGraph> positions = new ArrayList<>();
  private final PlanCache<Integer> firstHalf = new PlanCache<>(8);
  private final PlanCache<List<Integer>> secondHalf;

  PositionPlans(CodecGraphs graphs, Engine engine) {
    this.config = graphs.network().config();
    this.engine = engine;
    this.chunkStates = graphs.chunkStates();
    for (int position = 0; position < config.patchSize(); position++) {
      positions.add(graphs.position(position));
    }
    this.secondHalf = new PlanCache<>(Batching.SIZES * config.patchSize());
  }

  /** The states of chunks, {@code [chunks, hidden]}, owned by the caller. */
  INDArray states(ChunkVectors vectors) {
    int latent = config.latentSize();
    int hidden = config.hiddenSize();
    INDArray states = Nd4j.createUninitializedDetached(DataType.FLOAT, vectors.chunks(), hidden);
    Batching.split(
        vectors.chunks(),
        (from, count, padded) -> {
          GraphPlan plan =
              firstHalf.get(
                  padded,
                  memory ->
                      engine.plan(
                          chunkStates.graph(),
                          Map.of(AutoencoderGraphs.VECTORS, new long[] {padded, latent}),
                          chunkStates.outputs().values(),
                          Map.of(),
                          memory));
          INDArray input = plan.input(AutoencoderGraphs.VECTORS);
          Batching.copy(vectors.array(), from * latent, input, 0, count * latent);
          plan.run();
          INDArray output = plan.output(chunkStates.output("states"));
          Batching.copy(output, 0, states, from * hidden, count * hidden);
        });
    return states;
  }

  /** The likeliest ids at a position of some of the chunks. */
  int[] decode(INDArray states, int position, int[] chunks) {
    int hidden = config.hiddenSize();
    BuiltGraph graph = positions.get(position);
    Memory source = Memory.of(states);
    int[] ids = new int[chunks.length];
    Batching.split(
        chunks.length,
        (from, count, padded) -> {
          GraphPlan plan =
              secondHalf.get(
                  List.of(position, padded),
                  memory ->
                      engine.plan(
                          graph.graph(),
                          Map.of(CodecGraphs.STATES, new long[] {padded, hidden}),
                          graph.outputs().values(),
                          Map.of(),
                          memory));
          Memory input = Memory.of(plan.input(CodecGraphs.STATES));
          // The last one again where there is room: near the others, it costs the search little.
          for (int i = 0; i < padded; i++) {
            int chunk = chunks[from + Math.min(i, count - 1)];
            source.copyTo(chunk * hidden, input, i * hidden, hidden);
          }
          plan.run();
          Memory.of(plan.output(graph.output("tokens"))).get(ids, from, count);
        });
    return ids;
  }

  @Override
  public void close() {
    firstHalf.close();
    secondHalf.close();
  }
}
