package org.calm4j.core.tokenizer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Byte-pair encoding whose ids are not the ranks: vocabularies of other libraries that put special
 * ids first, or number tokens in another order than they were merged in.
 *
 * <p>Ids that are neither a token's nor special decode to nothing. Immutable and thread-safe.
 */
final class MappedTokenizer implements ByteLevelTokenizer {
  static final String KIND = "mapped-bpe";

  private final BpeTokenizer ranked;
  private final int[] ids;
  private final int[] ranks;
  private final Map<Integer, String> special;
  private final int bos;
  private final int eos;
  private final String identity;

  /**
   * Makes a tokenizer.
   *
   * @param ranked encodes to ranks; its special ids mean nothing here
   * @param ids id of each rank, none twice
   * @param special names of the special ids; the largest one is the padding and the last id of all
   * @param bos id of the begin of a document
   * @param eos id of the end of a document
   * @throws IllegalArgumentException if ids collide or are missing
   */
  MappedTokenizer(BpeTokenizer ranked, int[] ids, Map<Integer, String> special, int bos, int eos) {
    this.ranked = ranked;
    this.ids = ids.clone();
    this.special = Collections.unmodifiableMap(new TreeMap<>(special));
    this.bos = bos;
    this.eos = eos;
    if (ids.length != ranked.ranks().size()) {
      throw new IllegalArgumentException(
          "%d tokens need as many ids, got %d".formatted(ranked.ranks().size(), ids.length));
    }
    int pad = special.keySet().stream().mapToInt(id -> id).max().orElse(-1);
    if (!special.containsKey(bos)
        || !special.containsKey(eos)
        || bos == eos
        || bos == pad
        || eos == pad) {
      throw new IllegalArgumentException(
          "bos, eos and padding must be three special ids, got %d, %d and %d"
              .formatted(bos, eos, pad));
    }
    ranks = new int[pad + 1];
    Arrays.fill(ranks, -1);
    for (int rank = 0; rank < ids.length; rank++) {
      int id = ids[rank];
      if (id < 0 || id >= pad || ranks[id] >= 0 || special.containsKey(id)) {
        throw new IllegalArgumentException(
            "the id %d of rank %d is taken, or not in [0, %d)".formatted(id, rank, pad));
      }
      ranks[id] = rank;
    }
    this.identity = Identity.mapped(ranked, this.ids, this.special, bos, eos);
  }

  @Override
  public int[] encode(String text) {
    int[] encoded = ranked.encode(text);
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = ids[encoded[i]];
    }
    return encoded;
  }

  @Override
  public byte[] bytesOf(int id) {
    if (id < 0 || id >= ranks.length) {
      throw new IllegalArgumentException(
          "id must be in [0, %d) for the tokenizer %s, got %d".formatted(ranks.length, spec(), id));
    }
    return ranks[id] < 0 ? new byte[0] : ranked.bytesOf(ranks[id]);
  }

  @Override
  public int vocabularySize() {
    return ranks.length;
  }

  @Override
  public int bosId() {
    return bos;
  }

  @Override
  public int eosId() {
    return eos;
  }

  @Override
  public int padId() {
    return ranks.length - 1;
  }

  @Override
  public String spec() {
    return ranked.spec();
  }

  @Override
  public String identity() {
    return identity;
  }

  /** Encodes to ranks. */
  BpeTokenizer ranked() {
    return ranked;
  }

  /** Id of each rank. */
  List<Integer> ids() {
    return Arrays.stream(ids).boxed().toList();
  }

  /** Names of the special ids. */
  Map<Integer, String> special() {
    return special;
  }

  @Override
  public String toString() {
    return "MappedTokenizer[" + spec() + ", " + vocabularySize() + " ids]";
  }
}
