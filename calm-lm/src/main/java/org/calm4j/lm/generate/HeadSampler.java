package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.VectorSampler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws vectors from hidden states, with noise position by position. Used by one thread. */
final class HeadSampler implements StepHead {
  private static final int PLANS = 4;

  private final VectorSampler vectors;

  HeadSampler(CalmConfig config, Map<String, INDArray> weights, Engine engine, Spelling spelling) {
    this.vectors = config.head().over(config).sampler(weights, spelling, engine, PLANS);
  }

  /** Fills the noise of the samples of one position. */
  interface Noise {
    /**
     * Fills a part of the noise.
     *
     * @param noise {@code [samples, noise]}
     * @param position which of the positions
     * @param draw number of the draw, from 0; heads that take a chain of steps make several
     */
    void fill(INDArray noise, int position, int draw);
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
    copy(hidden, vectors.hidden(positions, samples));
    INDArray made =
        vectors.draw(
            (all, draw) -> {
              for (int position = 0; position < positions; position++) {
                noise.fill(part(all, position, samples), position, draw);
              }
            });
    INDArray result = Nd4j.createUninitializedDetached(DataType.FLOAT, made.shape());
    copy(made, result);
    return ChunkVectors.owning(result);
  }

  private static INDArray part(INDArray all, int position, int samples) {
    long width = all.size(1);
    return Nd4j.create(
        all.data(),
        new long[] {samples, width},
        new long[] {width, 1},
        all.offset() + (long) position * samples * width,
        'c');
  }

  private static void copy(INDArray from, INDArray to) {
    Memory source = Memory.of(from);
    source.copyTo(0, Memory.of(to), 0, source.length());
  }

  @Override
  public void close() {
    vectors.close();
  }
}
