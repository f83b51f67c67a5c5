package org.calm4j.lm.rollout;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.net.BackboneGraphs;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws chunks at branches: hidden states through the head to vectors, decoded. One thread. */
final class ChunkDraws implements AutoCloseable {
  /** Samples that go through the head at once. */
  private static final int MOST_SAMPLES = 4096;

  private final CalmConfig config;
  private final CalmGraphs graphs;
  private final boolean fused;
  private final ChunkCodec codec;
  private final Engine engine;
  private final Map<Integer, BuiltGraph> built = new LinkedHashMap<>();
  private final PlanCache<Sizes> plans = new PlanCache<>(16);

  private record Sizes(int rows, int samples) {}

  ChunkDraws(
      CalmConfig config,
      Map<String, INDArray> weights,
      Spelling spelling,
      ChunkCodec codec,
      Engine engine) {
    this.config = config;
    this.graphs = new CalmGraphs(config, spelling, weights, 1, 1);
    this.fused = spelling == Spelling.FUSED;
    this.codec = codec;
    this.engine = engine;
  }

  /** Knows how many draws there have been. */
  interface Calls {
    long next();
  }

  /** Chunks that follow branches, {@code [branches, samples, K]}. */
  int[] draw(BranchStates states, int[] branches, int samples, HeadNoise noise, Calls calls) {
    int perBranch = samples * config.patchSize();
    int[] ids = new int[branches.length * perBranch];
    int block = Math.max(1, MOST_SAMPLES / samples);
    for (int from = 0; from < branches.length; from += block) {
      int to = Math.min(branches.length, from + block);
      int[] some = Arrays.copyOfRange(branches, from, to);
      int[] drawn = drawTogether(states, some, samples, noise, calls.next());
      System.arraycopy(drawn, 0, ids, from * perBranch, drawn.length);
    }
    return ids;
  }

  private int[] drawTogether(
      BranchStates states, int[] branches, int samples, HeadNoise noise, long call) {
    Sizes sizes = new Sizes(Buckets.of(branches.length), samples);
    // Fused, the number of samples is a matter of shapes alone, so one graph serves all.
    BuiltGraph graph = built.computeIfAbsent(fused ? 1 : samples, graphs::vectors);
    GraphPlan plan =
        plans.get(
            sizes,
            memory -> engine.plan(graph.graph(), shapes(sizes), graph.names(), Map.of(), memory));
    states.gather(branches, 0, branches.length, plan.input(BackboneGraphs.HIDDEN));
    noise.fill(plan.input(CalmGraphs.NOISE), states.tree(), branches, call);
    plan.run();
    INDArray all = plan.output(graph.output("vectors"));
    long rows = (long) branches.length * samples;
    long[] shape = {rows, config.latentSize()};
    // A view: the plan's array stays the plan's.
    INDArray made = Nd4j.create(all.data(), shape, new long[] {shape[1], 1}, all.offset(), 'c');
    return codec.decode(ChunkVectors.owning(made)).ids();
  }

  private Map<String, long[]> shapes(Sizes sizes) {
    return Map.of(
        BackboneGraphs.HIDDEN,
        new long[] {sizes.rows, config.backbone().hiddenSize()},
        CalmGraphs.NOISE,
        new long[] {(long) sizes.rows * sizes.samples, config.head().noiseSize()});
  }

  /** Where the time goes: the plan used last. */
  List<PlanReport> reports() {
    return List.of(plans.latest().report());
  }

  @Override
  public void close() {
    plans.close();
  }
}
