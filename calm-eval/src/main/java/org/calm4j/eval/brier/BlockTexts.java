package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.Objects;
import org.calm4j.core.data.ChunkBlocks;

/** Blocks, and the shorter one at the end. */
final class BlockTexts implements EvaluationTexts {
  private final ChunkBlocks blocks;
  private final int size;

  BlockTexts(ChunkBlocks blocks) {
    long count = (blocks.chunkCount() + blocks.chunksPerBlock() - 1) / blocks.chunksPerBlock();
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "an evaluation takes at most %d blocks, got %d: make blocks longer"
              .formatted(Integer.MAX_VALUE, count));
    }
    this.blocks = blocks;
    this.size = (int) count;
  }

  @Override
  public int contextTokens() {
    return blocks.tokensPerBlock();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public EvaluationText get(int index) {
    Objects.checkIndex(index, size);
    int k = blocks.k();
    long first = (long) index * blocks.chunksPerBlock();
    int chunks = (int) Math.min(blocks.chunksPerBlock(), blocks.chunkCount() - first);
    int[] ids = new int[chunks * k];
    blocks.fillChunks(first, chunks, ids, 0);
    int[] documents = new int[ids.length];
    for (int chunk = 0; chunk < chunks; chunk++) {
      int document = blocks.documentOfChunk(first + chunk);
      long before = (first + chunk - blocks.firstChunkOf(document)) * k;
      int real = (int) Math.min(k, blocks.store().documentLength(document) - before);
      Arrays.fill(documents, chunk * k, chunk * k + real, document);
      Arrays.fill(documents, chunk * k + real, (chunk + 1) * k, EvaluationText.PADDING);
    }
    return new EvaluationText(ids, documents);
  }
}
