package org.calm4j.lm.rollout;

import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the noise of the head comes from. */
interface HeadNoise {

  /**
   * Fills noise, uniform on [-0.5, 0.5).
   *
   * @param noise {@code [rows, noise]}: for each of the branches as many rows as it has samples,
   *     and perhaps rows behind them that are not used
   * @param tree what the branches are
   * @param branches the contexts
   * @param call number of the call for this text, from 0
   */
  void fill(INDArray noise, BranchTree tree, int[] branches, long call);

  /** Noise of a seed. */
  static HeadNoise of(long seed, NoiseBlocks blocks) {
    RandomStreams streams = new RandomStreams(seed);
    return (noise, tree, branches, call) ->
        blocks.uniforms(noise, streams.key("rollout/noise", call), -0.5f);
  }
}
