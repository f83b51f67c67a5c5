package org.calm4j.core.data;

import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.jspecify.annotations.Nullable;

/**
 * Endless training batches: blocks in an order that is shuffled anew for every epoch, by seed and
 * epoch alone. No block comes twice in an epoch; the blocks at the end of the order that fill no
 * batch are left out, others every time.
 *
 * <p>Not thread-safe: one training loop owns it. Holds 4 bytes per block.
 */
public final class ChunkBatches {
  /** As many as an array holds. */
  private static final int MOST_BLOCKS = Integer.MAX_VALUE - 8;

  private final ChunkBlocks blocks;
  private final int blocksPerBatch;
  private final long seed;
  private final long batchesPerEpoch;
  private DataCursor cursor = DataCursor.START;

  /** The shuffled blocks of the epoch at the cursor, made when needed. */
  private int @Nullable [] order;

  private long orderedEpoch;

  /**
   * Starts at the first batch of epoch 0.
   *
   * @param blocks where the blocks come from
   * @param blocksPerBatch blocks per batch, at least 1
   * @param seed what decides about the order
   * @throws IllegalArgumentException if the blocks don't make up one batch, or are more than an
   *     array can order
   */
  public ChunkBatches(ChunkBlocks blocks, int blocksPerBatch, long seed) {
    if (blocksPerBatch < 1) {
      throw new IllegalArgumentException(
          "blocks per batch must be at least 1, got " + blocksPerBatch);
    }
    long needed = (long) blocksPerBatch * blocks.chunksPerBlock();
    if (needed * blocks.k() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch must hold at most %d ids, got %d chunks of %d: make batches smaller"
              .formatted(Integer.MAX_VALUE, needed, blocks.k()));
    }
    if (blocks.chunkCount() < needed) {
      throw new IllegalArgumentException(
          "too little text: %s holds %d chunks of %d tokens, one batch needs %d;"
                  .formatted(blocks.store().name(), blocks.chunkCount(), blocks.k(), needed)
              + " give more text or make batches smaller");
    }
    if (blocks.blockCount() > MOST_BLOCKS) {
      throw new IllegalArgumentException(
          "at most %d blocks can be shuffled, got %d: put more than %d chunks into a block"
              .formatted(MOST_BLOCKS, blocks.blockCount(), blocks.chunksPerBlock()));
    }
    this.blocks = blocks;
    this.blocksPerBatch = blocksPerBatch;
    this.seed = seed;
    this.batchesPerEpoch = blocks.blockCount() / blocksPerBatch;
  }

  /**
   * Batches in an epoch.
   *
   * @return at least 1
   */
  public long batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /**
   * Ids in a batch: the length that {@link #next} asks for.
   *
   * @return blocks per batch times chunks per block times K
   */
  public int tokensPerBatch() {
    return blocksPerBatch * blocks.tokensPerBlock();
  }

  /**
   * Copies the next batch, {@code [blocksPerBatch, chunksPerBlock, k]} row-major, and moves on.
   *
   * @param ids where it goes, exactly {@link #tokensPerBatch} long
   * @throws IllegalArgumentException if the array has another length
   */
  public void next(int[] ids) {
    if (ids.length != tokensPerBatch()) {
      throw new IllegalArgumentException(
          "a batch has %d ids, got an array of %d".formatted(tokensPerBatch(), ids.length));
    }
    int[] shuffled = order();
    int first = (int) cursor.position() * blocksPerBatch;
    for (int i = 0; i < blocksPerBatch; i++) {
      blocks.fill(shuffled[first + i], ids, i * blocks.tokensPerBlock());
    }
    boolean last = cursor.position() + 1 == batchesPerEpoch;
    cursor =
        last
            ? new DataCursor(cursor.epoch() + 1, 0)
            : new DataCursor(cursor.epoch(), cursor.position() + 1);
  }

  /**
   * Where the next batch stands.
   *
   * @return a value that {@link #restore} takes
   */
  public DataCursor cursor() {
    return cursor;
  }

  /**
   * Goes to a place: the batches that followed there follow again.
   *
   * @param place a cursor of batches over the same data with the same sizes and seed
   * @throws IllegalArgumentException if an epoch has no such position
   */
  public void restore(DataCursor place) {
    if (place.position() >= batchesPerEpoch) {
      throw new IllegalArgumentException(
          "the data cursor stands at batch %d of an epoch of %d: the data or the batch size changed"
              .formatted(place.position(), batchesPerEpoch));
    }
    cursor = place;
  }

  /** The order of the cursor's epoch: a Fisher-Yates shuffle of a stream named after the epoch. */
  private int[] order() {
    int[] current = order;
    if (current != null && orderedEpoch == cursor.epoch()) {
      return current;
    }
    int count = (int) blocks.blockCount();
    int[] shuffled = current == null ? new int[count] : current;
    RandomGenerator random = new RandomStreams(seed).stream("chunk-batches", cursor.epoch());
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    order = shuffled;
    orderedEpoch = cursor.epoch();
    return shuffled;
  }
}
