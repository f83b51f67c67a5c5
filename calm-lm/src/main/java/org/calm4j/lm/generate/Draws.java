package org.calm4j.lm.generate;

import java.util.random.RandomGenerator;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Every random number of a generation, by prompt, step and block of samples: what one prompt gets
 * does not depend on the others.
 */
interface Draws {

  /**
   * Fills noise of the head, uniform on [-0.5, 0.5).
   *
   * @param noise {@code [samples, noise]}
   * @param prompt index of the prompt
   * @param step number of the chunk, from 0
   * @param block which block of samples of that chunk, from 0
   */
  void noise(INDArray noise, int prompt, long step, long block);

  /** One number in [0, 1) that chooses among candidates. */
  double choice(int prompt, long step);

  /** What the exact algorithm accepts and rejects with. */
  RandomGenerator decisions(int prompt, long step);

  /** Draws of a seed. */
  static Draws of(RandomStreams streams, NoiseBlocks noises) {
    return new Draws() {
      @Override
      public void noise(INDArray noise, int prompt, long step, long block) {
        noises.uniforms(noise, streams.key("generate/noise", prompt, step, block), -0.5f);
      }

      @Override
      public double choice(int prompt, long step) {
        return streams.stream("generate/choice", prompt, step).nextDouble();
      }

      @Override
      public RandomGenerator decisions(int prompt, long step) {
        return streams.stream("generate/decisions", prompt, step);
      }
    };
  }
}
