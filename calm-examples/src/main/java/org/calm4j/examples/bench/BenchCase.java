package org.calm4j.examples.bench;

import java.util.List;
import org.calm4j.core.engine.PlanReport;

/** Something to time, prepared once and then run again and again. Used by one thread. */
interface BenchCase extends AutoCloseable {

  /** Does it once. */
  void run();

  /** Tokens of a run, 0 if it has none. */
  long tokens();

  /** Floating-point operations of the matrix products of a run; known after the first run. */
  double flops();

  /** Where the time goes, one table per plan; known after the first run. */
  List<PlanReport> reports();

  /** Forgets the times of runs so far: they were cold. */
  default void warmedUp() {}

  @Override
  void close();
}
