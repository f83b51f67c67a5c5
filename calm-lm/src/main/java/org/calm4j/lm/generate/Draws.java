package org.calm4j.lm.generate;

import java.util.random.RandomGenerator;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.head.Distribution;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Every random number of a generation, by prompt, step and block of samples: what one prompt gets
 * does not depend on the others.
 */
interface Draws {

  /**
   * Fills noise of the head.
   *
   * @param noise {@code [samples, noise]}
   * @param prompt index of the prompt
   * @param step number of the chunk, from 0
   * @param block which block of samples of that chunk, from 0
   * @param draw which draw of noise of that block, from 0
   */
  void noise(INDArray noise, int prompt, long step, long block, int draw);

  /** One number in [0, 1) that chooses among tokens or candidates. */
  double choice(int prompt, long step);

  /** What picks sets of candidates; null to count all candidates and choose among them. */
  default @Nullable RandomGenerator sets(int prompt, long step) {
    return null;
  }

  /** What the exact algorithm accepts and rejects with. */
  RandomGenerator decisions(int prompt, long step);

  /** Draws of a seed, with noise of a distribution. */
  static Draws of(RandomStreams streams, NoiseBlocks noises, Distribution distribution) {
    return new Draws() {
      @Override
      public void noise(INDArray noise, int prompt, long step, long block, int draw) {
        String name = "generate/noise";
        long key =
            draw == 0
                ? streams.key(name, prompt, step, block)
                : streams.key(name, prompt, step, block, draw);
        distribution.fill(noises, noise, key);
      }

      @Override
      public double choice(int prompt, long step) {
        return streams.stream("generate/choice", prompt, step).nextDouble();
      }

      @Override
      public RandomGenerator sets(int prompt, long step) {
        return streams.stream("generate/sets", prompt, step);
      }

      @Override
      public RandomGenerator decisions(int prompt, long step) {
        return streams.stream("generate/decisions", prompt, step);
      }
    };
  }
}
