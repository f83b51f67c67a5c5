package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ids as tiktoken 0.14.0 gives them for the same ranks and pattern. */
class KnownIdsTest {
  private static final String CASES = "IT'S 12345  we're\r\n\n ok";
  private static final String UNICODE = "na\u00efve \u6f22\u5b57 \ud83d\ude42\t<|endoftext|>";

  @Test
  void wholeR50k() {
    Tokenizer tokenizer = Tokenizers.of("r50k");
    assertThat(tokenizer.vocabularySize()).isEqualTo(50_256 + 3);
    assertThat(tokenizer.encode("Hello, world!")).containsExactly(15496, 11, 995, 0);
    assertThat(tokenizer.encode(CASES))
        .containsExactly(2043, 6, 50, 17031, 2231, 220, 356, 821, 201, 628, 12876);
    assertThat(tokenizer.encode(UNICODE))
        .containsExactly(
            2616, 38776, 10545, 120, 95, 27764, 245, 32485, 197, 27, 91, 437, 1659, 5239, 91, 29);
  }

  @Test
  void wholeCl100k() {
    Tokenizer tokenizer = Tokenizers.of("cl100k");
    assertThat(tokenizer.vocabularySize()).isEqualTo(100_256 + 3);
    assertThat(tokenizer.encode("Hello, world!")).containsExactly(9906, 11, 1917, 0);
    assertThat(tokenizer.encode(CASES))
        .containsExactly(964, 13575, 220, 4513, 1774, 220, 584, 2351, 81923, 5509);
    assertThat(tokenizer.encode(UNICODE))
        .containsExactly(
            3458, 38672, 588, 6704, 120, 95, 19113, 28584, 197, 27, 91, 8862, 728, 428, 91, 29);
  }

  @Test
  void cutR50k() {
    Tokenizer tokenizer = Tokenizers.of("r50k:1024");
    assertThat(tokenizer.encode("Hello, world!")).containsExactly(39, 695, 78, 11, 995, 0);
    assertThat(tokenizer.encode(CASES))
        .containsExactly(40, 51, 6, 50, 352, 17, 18, 19, 20, 220, 356, 821, 201, 628, 267, 74);
  }

  @Test
  void cutCl100k() {
    Tokenizer tokenizer = Tokenizers.of("cl100k:1024");
    assertThat(tokenizer.encode("Hello, world!"))
        .containsExactly(39, 301, 385, 11, 289, 269, 509, 0);
    assertThat(tokenizer.encode(CASES))
        .containsExactly(964, 6, 50, 220, 717, 18, 19, 20, 220, 584, 6, 265, 201, 271, 297, 74);
  }

  @Test
  void bytesAreUtf8() {
    Tokenizer tokenizer = Tokenizers.of("bytes");
    assertThat(tokenizer.encode("H\u00e9\u6f22")).containsExactly(72, 0xc3, 0xa9, 0xe6, 0xbc, 0xa2);
    assertThat(tokenizer.decode(0xff, 65)).isEqualTo("\ufffdA");
  }
}
