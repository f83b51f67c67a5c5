package org.calm4j.core.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.calm4j.core.io.IOConsumer;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Encodes documents on several threads and hands the results on in the order they came in, on the
 * calling thread. Holds a bounded number of characters: a few batches per thread.
 */
final class OrderedEncoder implements AutoCloseable {
  /** Characters in a batch: long enough to hide the hand-over, short enough to hold many. */
  private static final int BATCH = 1 << 18;

  private final Tokenizer tokenizer;
  private final IOConsumer<EncodedBatch> sink;
  private final int mostInFlight;
  private final ExecutorService threads;
  private final Deque<Future<EncodedBatch>> inFlight = new ArrayDeque<>();
  private List<String> batch = new ArrayList<>();
  private long characters;

  OrderedEncoder(Tokenizer tokenizer, int threadCount, IOConsumer<EncodedBatch> sink) {
    this.tokenizer = tokenizer;
    this.sink = sink;
    this.mostInFlight = 2 * threadCount;
    this.threads =
        Executors.newFixedThreadPool(
            threadCount,
            task -> {
              Thread thread = new Thread(task, "calm-tokenize");
              thread.setDaemon(true);
              return thread;
            });
  }

  void add(String document) throws IOException {
    batch.add(document);
    characters += document.length();
    if (characters >= BATCH) {
      submit();
    }
  }

  /** Waits for all that was added. */
  void finish() throws IOException {
    submit();
    while (!inFlight.isEmpty()) {
      handOnOldest();
    }
  }

  private void submit() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    if (inFlight.size() >= mostInFlight) {
      handOnOldest();
    }
    List<String> texts = batch;
    batch = new ArrayList<>();
    characters = 0;
    inFlight.add(threads.submit(() -> EncodedBatch.of(texts, tokenizer)));
  }

  private void handOnOldest() throws IOException {
    EncodedBatch oldest;
    try {
      oldest = inFlight.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("tokenizing was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("tokenizing failed: " + e.getCause(), e);
    }
    sink.accept(oldest);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
