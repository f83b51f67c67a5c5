package org.calm4j.core.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Byte-pair encoding over a list of ranks (Sennrich et al., arXiv 1508.07909, on bytes as in
 * GPT-2). Ids are ranks; the special ids stand behind them, padding last.
 *
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizers.of("cl100k:8192");
 * int[] ids = tokenizer.encode("Hello, world!");
 * tokenizer.decode(ids)  // "Hello, world!"
 * }</pre>
 *
 * <p>Text that looks like a special token is ordinary text here. Immutable and thread-safe. The ids
 * of characters newer than the Java runtime's Unicode version may differ between runtimes, since
 * the split pattern asks the runtime what a letter is; decoding gives the text back all the same.
 */
public final class BpeTokenizer implements ByteLevelTokenizer {
  static final String KIND = "bpe";

  private final String spec;
  private final SplitPattern pattern;
  private final List<byte[]> ranks;
  private final SpecialTokens special;
  private final String identity;
  private final Encoding encoding;

  /**
   * Makes a tokenizer.
   *
   * @param spec what it was made from
   * @param pattern the pattern that the ranks were made with
   * @param ranks tokens in rank order, all 256 bytes among them, none twice
   * @param special the special ids, right behind the ranks
   * @throws IllegalArgumentException if the ranks break these rules; the message begins with spec
   */
  BpeTokenizer(String spec, SplitPattern pattern, List<byte[]> ranks, SpecialTokens special) {
    if (special.first() != ranks.size()) {
      throw new IllegalArgumentException(
          "%s: the special ids must begin at %d, behind the ranks, not at %d"
              .formatted(spec, ranks.size(), special.first()));
    }
    this.spec = spec;
    this.pattern = pattern;
    this.ranks = List.copyOf(ranks);
    this.special = special;
    requireComplete();
    this.identity = Identity.of(KIND, pattern.regex(), ranks, special);
    this.encoding = encoding();
  }

  @Override
  public int[] encode(String text) {
    return encoding.encodeOrdinary(CleanText.of(text).text()).toArray();
  }

  @Override
  public byte[] bytesOf(int id) {
    if (id < 0 || id >= vocabularySize()) {
      throw new IllegalArgumentException(
          "id must be in [0, %d) for the tokenizer %s, got %d"
              .formatted(vocabularySize(), spec, id));
    }
    return id < ranks.size() ? ranks.get(id).clone() : new byte[0];
  }

  @Override
  public int vocabularySize() {
    return special.vocabularySize();
  }

  @Override
  public int bosId() {
    return special.bos();
  }

  @Override
  public int eosId() {
    return special.eos();
  }

  @Override
  public int padId() {
    return special.pad();
  }

  @Override
  public String spec() {
    return spec;
  }

  @Override
  public String identity() {
    return identity;
  }

  /** For its file. */
  SplitPattern pattern() {
    return pattern;
  }

  /** For its file and for cutting; the arrays must not be changed. */
  List<byte[]> ranks() {
    return ranks;
  }

  /** For its file. */
  SpecialTokens special() {
    return special;
  }

  @Override
  public String toString() {
    return "BpeTokenizer[" + spec + ", " + vocabularySize() + " ids]";
  }

  private void requireComplete() {
    Set<Integer> bytes = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (byte[] token : ranks) {
      if (token.length == 1) {
        bytes.add((int) token[0]);
      }
      if (!seen.add(new String(token, StandardCharsets.ISO_8859_1))) {
        throw new IllegalArgumentException(
            "%s: the token of rank %d stands there twice".formatted(spec, seen.size()));
      }
    }
    if (bytes.size() != ByteTokenizer.BYTES) {
      throw new IllegalArgumentException(
          "%s: only %d of the 256 single bytes are among the %d ranks, so some text has no ids"
              .formatted(spec, bytes.size(), ranks.size()));
    }
  }

  @SuppressWarnings("ArrayAsKeyOfSetOrMap")
  private Encoding encoding() {
    // JTokkit only walks through this map, and no token stands there twice.
    Map<byte[], Integer> encoder = new HashMap<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      encoder.put(ranks.get(rank), rank);
    }
    String name = "calm";
    EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
    registry.registerGptBytePairEncoding(
        new GptBytePairEncodingParams(name, pattern.compile(), encoder, Map.of()));
    return registry
        .getEncoding(name)
        .orElseThrow(() -> new IllegalStateException("JTokkit forgot an encoding just registered"));
  }
}
