package org.calm4j.lm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of texts is trained on: which positions predict, what they predict, and where the
 * text that each position sees begins.
 *
 * <p>Every text is S + 1 chunks; chunks 0 to S - 1 are the input, and position i predicts chunk i +
 * 1. A chunk is left out as a target if any of its labels is masked: its vector stands for all of
 * its tokens, so a part of it cannot be scored. Neither are the pairs of the other positions
 * disturbed by that. Padding behind an EOS is no mask: it belongs to the chunk that ends a
 * document, and by it generation learns to stop.
 *
 * @param starts first position that each position sees, {@code [texts, S]}
 * @param predicting rows {@code text * S + position} that predict, ascending
 * @param targets ids of the chunks they predict, {@code [predicting, K]}
 */
@SuppressWarnings("ArrayRecordComponent") // a batch; batches are not compared
public record NextChunks(int[] starts, int[] predicting, int[] targets) {
  /** The label of a token that does not count. */
  public static final int MASKED = -100;

  /**
   * Works a batch out.
   *
   * @param ids {@code [texts, S + 1, K]}
   * @param labels the same shape, {@link #MASKED} where a token does not count; null if all do
   * @param chunksPerText S + 1, at least 2
   * @param k tokens per chunk, K
   * @param bosId id that begins a document, always at the beginning of a chunk; if a document
   *     begins inside a text, positions see nothing before it, and its first chunk is no target
   *     because nothing comes before it. -1 to take every text as one document
   * @return what to train on
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public static NextChunks of(
      int[] ids, int @Nullable [] labels, int chunksPerText, int k, int bosId) {
    int perText = chunksPerText * k;
    if (chunksPerText < 2 || ids.length == 0 || ids.length % perText != 0) {
      throw new IllegalArgumentException(
          "a batch must hold whole texts of at least 2 chunks, got %d ids for texts of %d chunks of %d"
              .formatted(ids.length, chunksPerText, k));
    }
    if (labels != null && labels.length != ids.length) {
      throw new IllegalArgumentException(
          "every id needs a label, got %d labels for %d ids".formatted(labels.length, ids.length));
    }
    int texts = ids.length / perText;
    int length = chunksPerText - 1;
    int[] starts = new int[texts * length];
    int[] predicting = new int[texts * length];
    int[] targets = new int[texts * length * k];
    int count = 0;
    for (int text = 0; text < texts; text++) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        int chunk = text * perText + i * k;
        int next = chunk + k;
        start = ids[chunk] == bosId ? i : start;
        starts[text * length + i] = start;
        if (ids[next] != bosId && counts(labels, next, k)) {
          System.arraycopy(ids, next, targets, count * k, k);
          predicting[count++] = text * length + i;
        }
      }
    }
    return new NextChunks(
        starts, Arrays.copyOf(predicting, count), Arrays.copyOf(targets, count * k));
  }

  private static boolean counts(int @Nullable [] labels, int from, int k) {
    for (int i = from; labels != null && i < from + k; i++) {
      if (labels[i] == MASKED) {
        return false;
      }
    }
    return true;
  }

  /**
   * Number of predicted chunks.
   *
   * @return 0 if nothing in the batch counts
   */
  public int count() {
    return predicting.length;
  }

  /**
   * The input chunks: all but the last of each text.
   *
   * @param ids {@code [texts, S + 1, K]}
   * @param chunksPerText S + 1
   * @param k tokens per chunk, K
   * @return {@code [texts, S, K]}
   */
  public static int[] inputs(int[] ids, int chunksPerText, int k) {
    int perText = chunksPerText * k;
    int kept = perText - k;
    int texts = ids.length / perText;
    int[] inputs = new int[texts * kept];
    for (int text = 0; text < texts; text++) {
      System.arraycopy(ids, text * perText, inputs, text * kept, kept);
    }
    return inputs;
  }
}
