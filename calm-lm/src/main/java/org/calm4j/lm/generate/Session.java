package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one caller at a time generates with: a cache of its own and plans of its own, over weights
 * that all share.
 *
 * @param states hidden states with a cache
 * @param head draws vectors from them
 */
record Session(CachedStates states, HeadSampler head) implements AutoCloseable {

  static Session of(
      CalmConfig config, Map<String, INDArray> weights, Engine engine, int rows, int capacity) {
    return new Session(
        new CachedStates(config, weights, engine, rows, capacity),
        new HeadSampler(config, weights, engine, Spelling.FUSED));
  }

  boolean fits(int rows, int positions) {
    return states.rows() == rows && states.capacity() >= positions;
  }

  @Override
  public void close() {
    states.close();
    head.close();
  }
}
