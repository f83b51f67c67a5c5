package org.calm4j.core.engine.op;

/** An operation with its arrays in place, ready to run any number of times without allocating. */
public interface BoundOp extends AutoCloseable {

  /** Reads the inputs, writes the outputs. */
  void run();

  /** Frees scratch memory and native contexts; arrays belong to their owner. */
  @Override
  default void close() {}
}
