package org.calm4j.core.train;

import java.time.Duration;

/**
 * Work that can be asked to end early and still ends well. Both methods may be called from any
 * thread, for example from a shutdown hook.
 */
public interface Stoppable {

  /** Asks for a checkpoint after the present step, and for the end. Returns at once. */
  void requestStop();

  /**
   * Waits for the end.
   *
   * @param limit how long to wait
   * @return whether the work has ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  boolean awaitEnd(Duration limit) throws InterruptedException;
}
