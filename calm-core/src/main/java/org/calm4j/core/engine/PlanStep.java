package org.calm4j.core.engine;

import org.calm4j.core.engine.op.BoundOp;

/** One op of a plan and what it has cost so far. */
final class PlanStep {
  final String op;
  final BoundOp bound;
  final long flops;
  final long bytes;
  long calls;
  long nanos;

  PlanStep(String op, BoundOp bound, long flops, long bytes) {
    this.op = op;
    this.bound = bound;
    this.flops = flops;
    this.bytes = bytes;
  }

  void run() {
    long start = System.nanoTime();
    bound.run();
    nanos += System.nanoTime() - start;
    calls++;
  }
}
