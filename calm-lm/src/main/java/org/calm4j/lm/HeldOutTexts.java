package org.calm4j.lm;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.store.TokenStore;

/**
 * The texts of a held-out store that an evaluation reads, in whole batches.
 *
 * @param batches ids {@code [texts, S + 1, K]} of each
 */
record HeldOutTexts(List<int[]> batches) {

  /** Reads texts from the beginning of a store; at least one batch. */
  static HeldOutTexts read(TokenStore store, int k, CalmData data) {
    int chunks = data.chunksPerText() + 1;
    ChunkBlocks blocks = new ChunkBlocks(store, k, chunks);
    long texts = Math.min(blocks.blockCount(), data.heldOutTexts());
    long whole = texts / data.textsPerBatch();
    if (whole == 0) {
      throw new IllegalArgumentException(
          "too little held-out text: %s holds %d texts of %d chunks, one batch needs %d; give more text or make texts shorter"
              .formatted(store.name(), blocks.blockCount(), chunks, data.textsPerBatch()));
    }
    List<int[]> batches = new ArrayList<>();
    for (int i = 0; i < whole; i++) {
      int[] ids = new int[data.textsPerBatch() * chunks * k];
      for (int text = 0; text < data.textsPerBatch(); text++) {
        blocks.fill((long) i * data.textsPerBatch() + text, ids, text * chunks * k);
      }
      batches.add(ids);
    }
    return new HeldOutTexts(batches);
  }
}
