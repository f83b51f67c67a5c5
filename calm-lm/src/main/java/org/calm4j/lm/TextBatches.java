package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.calm4j.core.data.ChunkBatches;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.data.DataCursor;
import org.calm4j.core.store.TokenStore;

/**
 * The texts of a training run: shuffled batches that never end, and the held-out texts in order.
 * Not thread-safe.
 */
public final class TextBatches {
  private final ChunkBatches batches;
  private final int[] ids;
  private final int bosId;
  private final HeldOutTexts heldOut;

  /**
   * Cuts texts.
   *
   * @param train training tokens; stays the caller's
   * @param valid held-out tokens; stays the caller's, read here
   * @param k tokens per position, K
   * @param data how text becomes batches
   * @param seed of the order
   * @throws IllegalArgumentException if the stores hold too little
   */
  public TextBatches(TokenStore train, TokenStore valid, int k, CalmData data, long seed) {
    int chunks = data.chunksPerText() + 1;
    batches = new ChunkBatches(new ChunkBlocks(train, k, chunks), data.textsPerBatch(), seed);
    ids = new int[batches.tokensPerBatch()];
    bosId = data.withinDocuments() ? train.bosId() : -1;
    heldOut = HeldOutTexts.read(valid, k, data);
  }

  /**
   * The next training batch.
   *
   * @return ids {@code [texts, S + 1, K]}, valid until the next call
   */
  public int[] next() {
    batches.next(ids);
    return ids;
  }

  /**
   * The held-out texts in whole batches.
   *
   * @return ids {@code [texts, S + 1, K]} of each
   */
  public List<int[]> heldOut() {
    return heldOut.batches();
  }

  /**
   * What documents begin with, if they are to be told apart, as {@link NextChunks#of} takes it.
   *
   * @return the BOS, or -1 if every text counts as one document
   */
  public int bosId() {
    return bosId;
  }

  /**
   * Where the next training batch stands.
   *
   * @return what {@link #restore} takes
   */
  public JsonNode state() {
    DataCursor cursor = batches.cursor();
    return JsonNodeFactory.instance
        .objectNode()
        .put("epoch", cursor.epoch())
        .put("position", cursor.position());
  }

  /**
   * Goes to a place where training stood before.
   *
   * @param state what {@link #state} gave there
   * @throws IllegalArgumentException if it does not fit the data
   */
  public void restore(JsonNode state) {
    if (!state.path("epoch").isIntegralNumber() || !state.path("position").isIntegralNumber()) {
      throw new IllegalArgumentException(
          "the data state must have an epoch and a position, got " + state);
    }
    batches.restore(
        new DataCursor(state.path("epoch").longValue(), state.path("position").longValue()));
  }
}
