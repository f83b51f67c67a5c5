package org.calm4j.eval.brier;

import java.util.Arrays;
import java.util.List;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.store.TokenStore;

/**
 * The texts of an evaluation, read when they are asked for. They are the same for all models that
 * are compared, whatever their chunk size; each model pads the last chunk for itself.
 *
 * <p>Immutable and thread-safe.
 */
public interface EvaluationTexts {

  /**
   * The longest text, which a score has to be reported with: it grows with the context.
   *
   * @return tokens; a multiple of the chunk size of every model that is to be scored
   */
  int contextTokens();

  /**
   * Number of texts.
   *
   * @return at least 0
   */
  int size();

  /**
   * Reads a text.
   *
   * @param index its number, in {@code [0, size())}
   * @return at most {@link #contextTokens()} tokens
   * @throws IndexOutOfBoundsException if there is no such text
   */
  EvaluationText get(int index);

  /**
   * Every document by itself, from its BOS to its EOS, which counts as a token. Longer documents
   * are cut into pieces of the context's length; a piece sees nothing of the one before.
   *
   * @param store the documents
   * @param contextTokens the longest piece
   * @return a text per piece
   * @throws IllegalArgumentException if the context is below 1 or there are more than 2^31 - 1
   *     pieces
   */
  static EvaluationTexts documents(TokenStore store, int contextTokens) {
    return DocumentTexts.of(
        contextTokens,
        store.documentCount(),
        store::documentLength,
        (document, from, length) -> {
          int[] ids = new int[length];
          store.read(store.documentStart(document) + from, ids, 0, length);
          return ids;
        });
  }

  /**
   * Documents that are in memory, cut as {@link #documents}.
   *
   * @param documents their ids, as the model has seen documents in training: with BOS and EOS if it
   *     has; read when needed, not copied
   * @param contextTokens the longest piece
   * @return a text per piece
   * @throws IllegalArgumentException if the context is below 1
   */
  static EvaluationTexts of(List<int[]> documents, int contextTokens) {
    return DocumentTexts.of(
        contextTokens,
        documents.size(),
        document -> documents.get(document).length,
        (document, from, length) ->
            Arrays.copyOfRange(documents.get(document), from, from + length));
  }

  /**
   * Consecutive blocks of a store, a document's end and the next one's beginning side by side. With
   * blocks over chunks of one token it is one stream of tokens cut at the context's length, as in
   * the paper's experiments; with chunks of K every document begins with a chunk, as in training
   * here, and the padding behind its end is no target. What fills no block makes a shorter text.
   *
   * @param blocks the blocks; their length is the context
   * @return a text per block
   * @throws IllegalArgumentException if there are more than 2^31 - 1 blocks
   */
  static EvaluationTexts blocks(ChunkBlocks blocks) {
    return new BlockTexts(blocks);
  }
}
