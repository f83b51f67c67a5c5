package org.calm4j.core.tokenizer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The ids behind the ordinary ones.
 *
 * @param first the first special id, equal to the number of ordinary ids
 * @param names the names of ids {@code first}, {@code first + 1}, ...
 * @param bos id of the begin of a document
 * @param eos id of the end of a document
 * @param pad id of the padding, the last of the vocabulary
 */
record SpecialTokens(int first, List<String> names, int bos, int eos, int pad) {
  static final int LLAMA_3_RANKS = 128_000;
  private static final int LLAMA_3_SPECIALS = 256;

  SpecialTokens {
    names = List.copyOf(names);
    int size = first + names.size();
    if (bos < first || bos >= size || eos < first || eos >= size || bos == eos) {
      throw new IllegalArgumentException(
          "bos and eos must be two special ids in [%d, %d), got %d and %d"
              .formatted(first, size, bos, eos));
    }
    if (pad != size - 1 || pad == bos || pad == eos) {
      throw new IllegalArgumentException(
          "pad must be the last id, %d, and neither bos nor eos, got %d".formatted(size - 1, pad));
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("two special ids have the same name");
    }
  }

  /** Three special ids: bos, eos, pad. */
  static SpecialTokens three(int first) {
    return new SpecialTokens(
        first, List.of("<|bos|>", "<|eos|>", "<|pad|>"), first, first + 1, first + 2);
  }

  /** The 256 of Llama 3, and the padding that the published CALM checkpoints add behind them. */
  static SpecialTokens llama3() {
    List<String> names = new ArrayList<>();
    names.add("<|begin_of_text|>");
    names.add("<|end_of_text|>");
    int reserved = 0;
    for (; reserved < 4; reserved++) {
      names.add("<|reserved_special_token_" + reserved + "|>");
    }
    names.add("<|start_header_id|>");
    names.add("<|end_header_id|>");
    names.add("<|reserved_special_token_" + reserved++ + "|>");
    names.add("<|eot_id|>");
    while (names.size() < LLAMA_3_SPECIALS) {
      names.add("<|reserved_special_token_" + reserved++ + "|>");
    }
    names.add("<|pad|>");
    return new SpecialTokens(
        LLAMA_3_RANKS, names, LLAMA_3_RANKS, LLAMA_3_RANKS + 1, LLAMA_3_RANKS + names.size() - 1);
  }

  int vocabularySize() {
    return first + names.size();
  }
}
