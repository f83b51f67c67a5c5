package org.calm4j.lm.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.VectorSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws chunks at branches: hidden states through the head to vectors, decoded. One thread. */
final class ChunkDraws implements AutoCloseable {
  /** Samples that go through the head at once. */
  private static final int MOST_SAMPLES = 4096;

  private static final int PLANS = 16;

  private final CalmConfig config;
  private final VectorSampler sampler;
  private final ChunkCodec codec;

  ChunkDraws(
      CalmConfig config,
      Map<String, INDArray> weights,
      Spelling spelling,
      ChunkCodec codec,
      Engine engine) {
    this.config = config;
    this.sampler = config.head().over(config).sampler(weights, spelling, engine, PLANS);
    this.codec = codec;
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
    INDArray hidden = sampler.hidden(Buckets.of(branches.length), samples);
    states.gather(branches, 0, branches.length, hidden);
    INDArray all =
        sampler.draw((array, draw) -> noise.fill(array, states.tree(), branches, call, draw));
    long rows = (long) branches.length * samples;
    long[] shape = {rows, config.latentSize()};
    // A view: the sampler's array stays the sampler's.
    INDArray made = Nd4j.create(all.data(), shape, new long[] {shape[1], 1}, all.offset(), 'c');
    return codec.decode(ChunkVectors.owning(made)).ids();
  }

  /** Where the time goes: the plans used last. */
  List<PlanReport> reports() {
    return sampler.reports();
  }

  @Override
  public void close() {
    sampler.close();
  }
}
