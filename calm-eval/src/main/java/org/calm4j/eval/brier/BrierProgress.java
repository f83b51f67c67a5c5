package org.calm4j.eval.brier;

/** Hears how far an evaluation has come, and may end it. */
@FunctionalInterface
public interface BrierProgress {
  /** Lets everything run to its end in silence. */
  BrierProgress SILENT = (done, total) -> true;

  /**
   * Called after every text, on the thread of the evaluation.
   *
   * @param done starts counted so far
   * @param total starts that will be counted
   * @return false to end here: the score is then that of the texts so far
   */
  boolean update(long done, long total);
}
