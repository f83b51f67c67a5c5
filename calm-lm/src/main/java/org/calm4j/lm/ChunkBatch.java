package org.calm4j.lm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.head.HeadDraw;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns ids into everything that the graph of the loss reads: the input, positions, the posterior
 * of the chunks to predict, and what the head draws. Not thread-safe.
 */
final class ChunkBatch {
  /** Predicted positions are padded to a multiple of this, with weight 0. */
  private static final int PREDICTED_BUCKET = 32;

  private final CalmConfig config;
  private final List<HeadDraw> draws;
  private final CalmData data;
  private final ChunkCodec codec;
  private final RandomStreams streams;
  private final NoiseBlocks noise;
  private final BatchInput input;
  private final int[] positions;
  private NextChunks next = new NextChunks(new int[0], new int[0], new int[0]);

  ChunkBatch(
      CalmConfig config,
      CalmData data,
      CalmGraphs graphs,
      ChunkCodec codec,
      RandomStreams streams,
      Engine engine) {
    this.config = config;
    this.draws = config.head().over(config).draws();
    this.data = data;
    this.codec = codec;
    this.streams = streams;
    this.noise = new NoiseBlocks(engine.kernels().workers());
    this.input = BatchInput.of(config, graphs);
    positions = new int[data.textsPerBatch() * data.chunksPerText()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i % data.chunksPerText();
    }
  }

  /**
   * What tells the plans of batches apart.
   *
   * @param input rows of the input, padded
   * @param predicted positions that predict, padded
   */
  record Sizes(int input, int predicted) {}

  /** Takes the next batch, {@code [texts, S + 1, K]}. */
  Sizes take(int[] ids, int bosId) {
    int k = config.patchSize();
    int chunks = data.chunksPerText() + 1;
    next = NextChunks.of(ids, null, chunks, k, bosId);
    int rows = input.take(NextChunks.inputs(ids, chunks, k));
    int padded = (next.count() + PREDICTED_BUCKET - 1) / PREDICTED_BUCKET * PREDICTED_BUCKET;
    return new Sizes(rows, padded);
  }

  /** Shapes of all placeholders. */
  Map<String, long[]> shapes(Sizes sizes) {
    int predicted = sizes.predicted();
    long latent = config.latentSize();
    Map<String, long[]> shapes = input.shapes(sizes.input());
    shapes.put(CalmGraphs.POSITIONS, new long[] {positions.length});
    shapes.put(CalmGraphs.STARTS, new long[] {data.textsPerBatch(), data.chunksPerText()});
    shapes.put(CalmGraphs.PREDICTED, new long[] {predicted});
    shapes.put(CalmGraphs.MEAN, new long[] {predicted, latent});
    shapes.put(CalmGraphs.LOG_STD, new long[] {predicted, latent});
    shapes.put(CalmGraphs.WEIGHTS, new long[] {predicted});
    draws.forEach(draw -> shapes.put(draw.placeholder(), draw.shape(predicted)));
    return shapes;
  }

  /** Predicted positions of the batch, without padding. */
  int count() {
    return next.count();
  }

  /** Fills a plan with the batch and with the noise of a step. */
  void fill(GraphPlan plan, Sizes sizes, String purpose, long step, long microBatch) {
    input.write(plan);
    memory(plan, CalmGraphs.POSITIONS).put(positions, positions.length);
    memory(plan, CalmGraphs.STARTS).put(next.starts(), positions.length);
    int[] predicting = new int[sizes.predicted()];
    System.arraycopy(next.predicting(), 0, predicting, 0, next.count());
    memory(plan, CalmGraphs.PREDICTED).put(predicting, predicting.length);
    float[] weights = new float[sizes.predicted()];
    Arrays.fill(weights, 0, next.count(), 1f / next.count());
    memory(plan, CalmGraphs.WEIGHTS).put(weights, weights.length);
    codec.posterior(
        new TokenChunks(next.targets(), codec.chunkSize()),
        plan.input(CalmGraphs.MEAN),
        plan.input(CalmGraphs.LOG_STD));
    for (HeadDraw draw : draws) {
      long key = streams.key(purpose + "/" + draw.stream(), step, microBatch);
      draw.distribution().fill(noise, plan.input(draw.placeholder()), key);
    }
  }

  /** Mean over the predicted positions. */
  double mean(INDArray perPosition) {
    Memory values = Memory.of(perPosition);
    double sum = 0;
    for (int i = 0; i < next.count(); i++) {
      sum += values.get(i);
    }
    return sum / next.count();
  }

  private static Memory memory(GraphPlan plan, String placeholder) {
    return Memory.of(plan.input(placeholder));
  }
}
