package org.calm4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.store.TinyTokenizer;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkDataTest {
  private static final TinyTokenizer TINY = new TinyTokenizer(300);

  /** Lengths with BOS and EOS are 3, 4, 5 ..., so every tail occurs. */
  private final List<String> texts =
      IntStream.range(1, 41).mapToObj(i -> "abcdefghij".repeat(5).substring(0, i)).toList();

  private final TokenStore store =
      TokenStore.temporary(TINY, List.of(TextSource.ofDocuments("texts", texts)), p -> {});

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7})
  void everyDocumentIsCutFromItsStartAndPadded(int k) {
    ChunkBlocks blocks = new ChunkBlocks(store, k, 5);
    List<Integer> expected = new ArrayList<>();
    List<Integer> documents = new ArrayList<>();
    for (int i = 0; i < store.documentCount(); i++) {
      assertThat(blocks.firstChunkOf(i)).isEqualTo(documents.size());
      TokenChunks chunks = TokenChunks.padded(store.document(i), k, TINY.padId());
      Arrays.stream(chunks.ids()).forEach(expected::add);
      documents.addAll(java.util.Collections.nCopies(chunks.chunks(), i));
    }
    int[] ids = expected.stream().mapToInt(Integer::intValue).toArray();
    assertThat(blocks.chunkCount()).isEqualTo(ids.length / k).isEqualTo(documents.size());
    assertThat(blocks.blockCount()).isEqualTo(ids.length / k / 5);
    for (int chunk = 0; chunk < documents.size(); chunk++) {
      assertThat(blocks.documentOfChunk(chunk)).isEqualTo(documents.get(chunk));
      for (int count = 0; count <= Math.min(13, documents.size() - chunk); count++) {
        int[] some = new int[count * k + 2];
        blocks.fillChunks(chunk, count, some, 1);
        assertThat(Arrays.copyOfRange(some, 1, 1 + count * k))
            .isEqualTo(Arrays.copyOfRange(ids, chunk * k, (chunk + count) * k));
      }
    }
    int[] block = new int[blocks.tokensPerBlock()];
    blocks.fill(2, block, 0);
    assertThat(block).isEqualTo(Arrays.copyOfRange(ids, 10 * k, 15 * k));
    int[] inOrder = new int[0];
    for (Iterator<TokenChunks> all = blocks.inOrder(13); all.hasNext(); ) {
      TokenChunks batch = all.next();
      assertThat(batch.k()).isEqualTo(k);
      int at = inOrder.length;
      inOrder = Arrays.copyOf(inOrder, at + batch.ids().length);
      System.arraycopy(batch.ids(), 0, inOrder, at, batch.ids().length);
    }
    assertThat(inOrder).isEqualTo(ids);
  }

  @Test
  void anEpochHasEveryBlockOnceAndTheNextAnotherOrder() {
    ChunkBlocks blocks = new ChunkBlocks(numbered(61), 1, 3);
    ChunkBatches batches = new ChunkBatches(blocks, 4, 7);
    assertThat(blocks.blockCount()).isEqualTo(61);
    assertThat(batches.batchesPerEpoch()).isEqualTo(15);
    List<List<Integer>> epochs = new ArrayList<>();
    int[] ids = new int[batches.tokensPerBatch()];
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        assertThat(batches.cursor()).isEqualTo(new DataCursor(epoch, i));
        batches.next(ids);
        // Each document is BOS, its number, EOS: one block of three chunks of one id.
        for (int block = 0; block < 4; block++) {
          assertThat(ids[3 * block]).isEqualTo(TINY.bosId());
          seen.add(ids[3 * block + 1]);
        }
      }
      assertThat(new HashSet<>(seen)).as("no block twice").hasSize(60);
      epochs.add(seen);
    }
    assertThat(Set.copyOf(epochs)).as("three orders").hasSize(3);
    assertThat(epochs.get(0)).as("shuffled").isNotEqualTo(epochs.get(0).stream().sorted().toList());
    assertThat(take(new ChunkBatches(blocks, 4, 7), 45))
        .isEqualTo(take(new ChunkBatches(blocks, 4, 7), 45));
    assertThat(take(new ChunkBatches(blocks, 4, 7), 5))
        .isNotEqualTo(take(new ChunkBatches(blocks, 4, 8), 5));
  }

  @Test
  void restoredCursorsGoOnWithTheSameBatches() {
    ChunkBlocks blocks = new ChunkBlocks(store, 4, 3);
    ChunkBatches whole = new ChunkBatches(blocks, 5, 99);
    int steps = (int) (2 * whole.batchesPerEpoch() + 3);
    for (int stop = 0; stop < steps; stop++) {
      ChunkBatches first = new ChunkBatches(blocks, 5, 99);
      take(first, stop);
      ChunkBatches resumed = new ChunkBatches(blocks, 5, 99);
      take(resumed, stop % 3);
      resumed.restore(first.cursor());
      assertThat(take(resumed, 4)).isEqualTo(take(first, 4));
      assertThat(resumed.cursor()).isEqualTo(first.cursor());
    }
  }

  @Test
  void badSizesAndTooLittleTextAreRefused() {
    assertThatThrownBy(() -> new ChunkBlocks(store, 0, 1))
        .hasMessage("chunk size must be at least 1, got 0");
    assertThatThrownBy(() -> new ChunkBlocks(store, 4, 0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new ChunkBlocks(store, 1 << 16, 1 << 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make blocks smaller");
    ChunkBlocks blocks = new ChunkBlocks(store, 4, 100);
    assertThatThrownBy(() -> new ChunkBatches(blocks, 100, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "too little text: texts holds %d chunks of 4 tokens, one batch needs 10000; give more text or make batches smaller"
                .formatted(blocks.chunkCount()));
    assertThatThrownBy(() -> new ChunkBatches(blocks, 0, 1)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> new ChunkBatches(blocks, 1 << 29, 1))
        .hasMessageContaining("make batches smaller");
    ChunkBatches batches = new ChunkBatches(blocks, 1, 1);
    assertThatThrownBy(() -> batches.next(new int[7])).hasMessageContaining("got an array of 7");
    assertThatThrownBy(() -> batches.restore(new DataCursor(0, batches.batchesPerEpoch())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the data or the batch size changed");
    assertThatThrownBy(() -> new DataCursor(-1, 0)).hasMessageContaining("epoch -1");
    assertThatThrownBy(() -> blocks.fill(blocks.blockCount(), new int[400], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> blocks.documentOfChunk(blocks.chunkCount()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> blocks.inOrder(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TokenStore numbered(int documents) {
    List<String> letters =
        IntStream.range(0, documents).mapToObj(i -> String.valueOf((char) ('!' + i))).toList();
    return TokenStore.temporary(TINY, List.of(TextSource.ofDocuments("n", letters)), p -> {});
  }

  private static List<List<Integer>> take(ChunkBatches batches, int count) {
    List<List<Integer>> result = new ArrayList<>();
    int[] ids = new int[batches.tokensPerBatch()];
    for (int i = 0; i < count; i++) {
      batches.next(ids);
      result.add(Arrays.stream(ids).boxed().toList());
    }
    return result;
  }
}
