package org.calm4j.core.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.store.TokenStore;

/**
 * The chunks of a token store. Every document is cut into chunks of K ids from its BOS on; its last
 * chunk is filled up with the padding id, so no chunk holds text of two documents. The chunks of
 * all documents, one after the other, make blocks of a fixed number of chunks; a rest that fills no
 * block belongs to none, but {@link #inOrder} and {@link #fillChunks} reach it.
 *
 * <p>Holds 8 bytes per document. Immutable and thread-safe.
 */
public final class ChunkBlocks {
  private final TokenStore store;
  private final int k;
  private final int chunksPerBlock;

  /** Index of each document's first chunk, at last the number of chunks. */
  private final long[] firstChunks;

  /**
   * Cuts a store.
   *
   * @param store the documents
   * @param k ids per chunk (K of the paper), at least 1
   * @param chunksPerBlock chunks per block, at least 1
   * @throws IllegalArgumentException if a number is below 1 or a block exceeds the size of an array
   */
  public ChunkBlocks(TokenStore store, int k, int chunksPerBlock) {
    if (k < 1) {
      throw new IllegalArgumentException("chunk size must be at least 1, got " + k);
    }
    if (chunksPerBlock < 1) {
      throw new IllegalArgumentException(
          "chunks per block must be at least 1, got " + chunksPerBlock);
    }
    if ((long) k * chunksPerBlock > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a block must hold at most %d ids, got %d chunks of %d: make blocks smaller"
              .formatted(Integer.MAX_VALUE, chunksPerBlock, k));
    }
    this.store = store;
    this.k = k;
    this.chunksPerBlock = chunksPerBlock;
    this.firstChunks = new long[store.documentCount() + 1];
    for (int i = 0; i < store.documentCount(); i++) {
      firstChunks[i + 1] = firstChunks[i] + (store.documentLength(i) + k - 1L) / k;
    }
  }

  /**
   * The documents behind the chunks.
   *
   * @return the store
   */
  public TokenStore store() {
    return store;
  }

  /**
   * Ids per chunk.
   *
   * @return K
   */
  public int k() {
    return k;
  }

  /**
   * Chunks per block.
   *
   * @return at least 1
   */
  public int chunksPerBlock() {
    return chunksPerBlock;
  }

  /**
   * Ids per block.
   *
   * @return chunks per block times K
   */
  public int tokensPerBlock() {
    return chunksPerBlock * k;
  }

  /**
   * Number of chunks, those outside of blocks included.
   *
   * @return at least 1
   */
  public long chunkCount() {
    return firstChunks[firstChunks.length - 1];
  }

  /**
   * Number of whole blocks.
   *
   * @return 0 if the store has fewer chunks than a block
   */
  public long blockCount() {
    return chunkCount() / chunksPerBlock;
  }

  /**
   * The document a chunk belongs to.
   *
   * @param chunk its index, in {@code [0, chunkCount())}
   * @return the document's number
   * @throws IndexOutOfBoundsException if there is no such chunk
   */
  public int documentOfChunk(long chunk) {
    Objects.checkIndex(chunk, chunkCount());
    int found = Arrays.binarySearch(firstChunks, chunk);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The first chunk of a document, the one with its BOS.
   *
   * @param document its number, in {@code [0, documentCount]}; the last gives {@link #chunkCount()}
   * @return the chunk's index
   * @throws IndexOutOfBoundsException if there is no such document
   */
  public long firstChunkOf(int document) {
    return firstChunks[Objects.checkIndex(document, firstChunks.length)];
  }

  /**
   * Copies a block, {@code [chunksPerBlock, k]} row-major.
   *
   * @param block its index, in {@code [0, blockCount())}
   * @param target where its ids go
   * @param offset index of the first in the target
   * @throws IndexOutOfBoundsException if there is no such block or no room
   */
  public void fill(long block, int[] target, int offset) {
    Objects.checkIndex(block, blockCount());
    fillChunks(block * chunksPerBlock, chunksPerBlock, target, offset);
  }

  /**
   * Copies chunks, {@code [count, k]} row-major.
   *
   * @param firstChunk index of the first, in {@code [0, chunkCount())}
   * @param count how many
   * @param target where their ids go
   * @param offset index of the first id in the target
   * @throws IndexOutOfBoundsException if there are no such chunks or there is no room
   */
  public void fillChunks(long firstChunk, int count, int[] target, int offset) {
    Objects.checkFromIndexSize(firstChunk, count, chunkCount());
    Objects.checkFromIndexSize((long) offset, (long) count * k, target.length);
    int document = count == 0 ? 0 : documentOfChunk(firstChunk);
    long chunk = firstChunk;
    long end = firstChunk + count;
    int at = offset;
    while (chunk < end) {
      long skipped = (chunk - firstChunks[document]) * k;
      long stop = Math.min(end, firstChunks[document + 1]);
      int room = (int) (stop - chunk) * k;
      int ids = (int) Math.min(room, store.documentLength(document) - skipped);
      store.read(store.documentStart(document) + skipped, target, at, ids);
      Arrays.fill(target, at + ids, at + room, store.padId());
      at += room;
      chunk = stop;
      document++;
    }
  }

  /**
   * All chunks in order, each exactly once: what an evaluation reads.
   *
   * @param chunksPerBatch how many at a time, at least 1; the last time fewer
   * @return {@code [chunks, k]} again and again, every time a new array
   * @throws IllegalArgumentException if the number is below 1 or a batch exceeds an array
   */
  public Iterator<TokenChunks> inOrder(int chunksPerBatch) {
    if (chunksPerBatch < 1 || (long) chunksPerBatch * k > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "chunks per batch must be in [1, %d], got %d"
              .formatted(Integer.MAX_VALUE / k, chunksPerBatch));
    }
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < chunkCount();
      }

      @Override
      public TokenChunks next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no chunks are left");
        }
        int count = (int) Math.min(chunksPerBatch, chunkCount() - next);
        int[] ids = new int[count * k];
        fillChunks(next, count, ids, 0);
        next += count;
        return new TokenChunks(ids, k);
      }
    };
  }
}
