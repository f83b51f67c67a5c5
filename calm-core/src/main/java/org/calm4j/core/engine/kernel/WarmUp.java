package org.calm4j.core.engine.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * When kernels in Java's Vector API may be called. Until the compiler has made machine code of them
 * every vector is an object, and a process that writes a line and ends would spend most of its time
 * on those. So everybody begins with the same bits lane by lane ({@link EarlyMath}, {@link
 * EarlyRows}, {@link EarlyTiles}), and a thread of its own calls the kernels until they are fast.
 *
 * <p>That thread begins when there has been some work, so that it is not in the way of a start.
 */
final class WarmUp {
  /**
   * Multiply-adds lane by lane before the thread begins: some chunks of a small model, or one below
   * temperature 1.
   */
  private static final long BEFORE = 400_000_000;

  private final LongAdder work = new LongAdder();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean products;
  private volatile boolean rows;

  /** Whether products may be called: when enough was done without. */
  boolean products() {
    return products;
  }

  /** Whether everything may be called. */
  boolean rows() {
    return rows;
  }

  /** Counts multiply-adds that were done without. */
  void worked(long multiplyAdds) {
    work.add(multiplyAdds);
    if (work.sum() > BEFORE && !begun.getAndSet(true)) {
      Thread thread = new Thread(this::run, "calm-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    try {
      KernelRehearsal.products();
      products = true;
      KernelRehearsal.rows();
    } finally {
      products = true;
      rows = true;
    }
  }
}
