package org.calm4j.lm.rollout;

import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.head.Distribution;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the noise of the head comes from. */
interface HeadNoise {

  /**
   * Fills noise of the head.
   *
   * @param noise {@code [rows, noise]}: for each of the branches as many rows as it has samples,
   *     and perhaps rows behind them that are not used
   * @param tree what the branches are
   * @param branches the contexts
   * @param call number of the call for this text, from 0
   * @param draw number of the draw within the call, from 0
   */
  void fill(INDArray noise, BranchTree tree, int[] branches, long call, int draw);

  /** Noise of a seed and a distribution. */
  static HeadNoise of(long seed, NoiseBlocks blocks, Distribution distribution) {
    RandomStreams streams = new RandomStreams(seed);
    String name = "rollout/noise";
    return (noise, tree, branches, call, draw) ->
        distribution.fill(
            blocks, noise, draw == 0 ? streams.key(name, call) : streams.key(name, call, draw));
  }
}
