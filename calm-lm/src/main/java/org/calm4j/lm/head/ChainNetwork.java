package org.calm4j.lm.head;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a chain from noise to vectors calls at each of its times. Used by one thread. */
interface ChainNetwork extends AutoCloseable {

  /** Prepares a chain; gives hidden states {@code [positions, hidden]} to be filled. */
  INDArray hidden(int positions, int samples);

  /** Begins the chain that was prepared. */
  Chain begin();

  /** Where the time goes. */
  List<PlanReport> reports();

  @Override
  void close();

  /** A chain under way. */
  interface Chain {
    /** Vectors on their way {@code [positions * samples, latent]}: what calls read. */
    INDArray x();

    /** What the last call gave, {@code [positions * samples, out]}. */
    INDArray out();

    /** Calls the network on x as it is, at one of its times. */
    void call(int index);
  }
}
