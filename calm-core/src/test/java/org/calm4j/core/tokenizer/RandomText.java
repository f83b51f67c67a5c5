package org.calm4j.core.tokenizer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;

/** Valid text of every sort that has broken a tokenizer somewhere. */
final class RandomText {
  private static final List<String> PIECES =
      List.of(
          " ",
          "   ",
          "\n",
          "\r\n",
          "\t",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\u3000",
          "'s",
          "'LL",
          "'\u017f",
          "word",
          " Word",
          "12345",
          "!?...",
          "<|endoftext|>",
          "<|begin_of_text|>",
          "e\u0301",
          "\u0000",
          "\u001c",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\u6f22\u5b57",
          "\ud55c\uae00",
          "\u0645\u0631",
          "\ud83d\ude42",
          "\ud83d\udc69\u200d\ud83d\ude80",
          "\ud83c\udde8\ud83c\udded",
          "\u200b");

  private final RandomGenerator random;

  RandomText(long seed, String name) {
    random = new RandomStreams(seed).stream(name);
  }

  String next() {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(60);
    for (int i = 0; i < parts; i++) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.appendCodePoint(codePoint());
        case 2 -> text.append((char) ('a' + random.nextInt(26)));
        default -> text.append((char) random.nextInt(128));
      }
    }
    return text.toString();
  }

  /** Any code point of all planes but the surrogates. */
  private int codePoint() {
    int point = random.nextInt(Character.MAX_CODE_POINT + 1 - 2048);
    return point < Character.MIN_SURROGATE ? point : point + 2048;
  }
}
