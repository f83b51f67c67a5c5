package org.calm4j.examples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * What has been allocated so far.
 *
 * @param heap bytes that this thread and the engine's kernel threads ever took from the heap
 * @param direct bytes in direct buffers
 * @param pointers bytes that JavaCPP holds off the heap
 * @param pointerCount how many pieces these are: every array of ND4J has at least one, whatever its
 *     size, until it is closed and collected
 * @param resident memory of the process
 */
record Allocations(long heap, long direct, long pointers, long pointerCount, long resident) {
  private static final String KERNEL_THREAD = "calm-kernel";

  /** Of now. */
  static Allocations now() {
    return new Allocations(
        heapBytes(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum(),
        Pointer.totalBytes(),
        Pointer.totalCount(),
        Pointer.physicalBytes());
  }

  private static long heapBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long current = Thread.currentThread().getId();
    long[] ours =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(info -> info != null)
            .filter(
                info -> info.getThreadId() == current || info.getThreadName().equals(KERNEL_THREAD))
            .mapToLong(info -> info.getThreadId())
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(ours)).filter(bytes -> bytes > 0).sum();
  }

  /**
   * Collects what is free and waits until it is gone, so that it does not count as less while
   * somebody looks.
   */
  static void settle() {
    System.gc();
    long before = -1;
    for (int i = 0; i < 50 && before != Pointer.totalCount(); i++) {
      before = Pointer.totalCount();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the collector", e);
      }
    }
  }

  /** What has come since then. */
  Allocations since(Allocations before) {
    return new Allocations(
        heap - before.heap,
        direct - before.direct,
        pointers - before.pointers,
        pointerCount - before.pointerCount,
        resident - before.resident);
  }

  /** What running something several times allocates. */
  static Allocations of(int runs, Runnable body) {
    Allocations before = now();
    for (int i = 0; i < runs; i++) {
      body.run();
    }
    return now().since(before);
  }
}
