package org.calm4j.examples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * A sentence beside what came back of it.
 *
 * @param original as it stands in the text
 * @param reconstructed what the vectors of its tokens decode to
 */
public record SentencePair(String original, String reconstructed) {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 30;

  /** Ids of a document that are looked at: what is shown comes from its beginning. */
  private static final int FROM_DOCUMENT = 1024;

  /** Ids after the end of a sentence that show whether it is one. */
  private static final int LOOK_AHEAD = 3;

  /**
   * Picks sentences from documents spread over a text, and reconstructs the documents.
   *
   * @param codec the codec
   * @param tokenizer of the codec
   * @param text tokens of that tokenizer
   * @param count how many sentences at most
   * @param std standard deviation of the noise that disturbs the vectors, 0 for none
   * @param seed of the noise
   * @return at most one sentence per document; the same originals for every noise
   */
  public static List<SentencePair> pick(
      ChunkCodec codec, Tokenizer tokenizer, TokenStore text, int count, double std, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    List<SentencePair> picked = new ArrayList<>();
    int documents = text.documentCount();
    int step = Math.max(1, documents / (count + 1));
    for (int i = step - 1; i < documents && picked.size() < count; i += step) {
      List<SentencePair> sentences =
          ofDocument(codec, tokenizer, document(text, i), std, streams.stream("sentence", i))
              .stream()
              .filter(SentencePair::isShowable)
              .toList();
      if (!sentences.isEmpty()) {
        // Not always the first: those resemble each other.
        picked.add(sentences.get(i % sentences.size()));
      }
    }
    return picked;
  }

  private static int[] document(TokenStore text, int document) {
    int[] ids = new int[Math.min(FROM_DOCUMENT, text.documentLength(document))];
    text.read(text.documentStart(document), ids, 0, ids.length);
    return ids;
  }

  private static List<SentencePair> ofDocument(
      ChunkCodec codec, Tokenizer tokenizer, int[] ids, double std, RandomGenerator random) {
    TokenChunks chunks = TokenChunks.padded(ids, codec.chunkSize(), tokenizer.padId());
    try (Posterior posterior = codec.posterior(chunks);
        ChunkVectors vectors = posterior.mean().disturbed(std, random)) {
      return split(tokenizer, ids, codec.decode(vectors).ids());
    }
  }

  /** Cuts both after the tokens that end a sentence of the original. */
  private static List<SentencePair> split(Tokenizer tokenizer, int[] ids, int[] again) {
    List<SentencePair> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < ids.length; i++) {
      int end = i + 1;
      String next = text(tokenizer, ids, end, Math.min(ids.length, end + LOOK_AHEAD));
      if (end == ids.length || ends(text(tokenizer, ids, start, end), next)) {
        sentences.add(
            new SentencePair(
                text(tokenizer, ids, start, end).strip(),
                text(tokenizer, again, start, end).strip()));
        start = end;
      }
    }
    return sentences;
  }

  /** A line end, or a mark that nothing follows which belongs to it: "Oh!" said Ann. */
  private static boolean ends(String text, String next) {
    if (text.isBlank()) {
      return false;
    }
    if (text.endsWith("\n")) {
      return true;
    }
    String bare = text.replace("\"", "").strip();
    boolean marked = !bare.isEmpty() && ".!?".indexOf(bare.charAt(bare.length() - 1)) >= 0;
    return marked
        && !next.startsWith("\"")
        && (next.isBlank() || !Character.isLowerCase(next.strip().charAt(0)));
  }

  private static String text(Tokenizer tokenizer, int[] ids, int from, int to) {
    return tokenizer.decode(Arrays.copyOfRange(ids, from, to));
  }

  private boolean isShowable() {
    int words = original.split("\\s+").length;
    return words >= SHORTEST && words <= LONGEST;
  }
}
