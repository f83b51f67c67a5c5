package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

  @Test
  void validTextIsReturnedAsItIs() {
    String text = "a\ud83d\ude42\ufffd";
    assertThat(CleanText.of(text).text()).isSameAs(text);
    assertThat(CleanText.of(text).replacements()).isZero();
    assertThat(CleanText.of("")).isEqualTo(new CleanText("", 0));
  }

  @Test
  void everyLoneHalfIsReplacedAndCounted() {
    assertThat(CleanText.of("\ud83d")).isEqualTo(new CleanText("\ufffd", 1));
    assertThat(CleanText.of("\ude42x")).isEqualTo(new CleanText("\ufffdx", 1));
    assertThat(CleanText.of("\ud83d\ud83d\ude42\ude42\ude42"))
        .isEqualTo(new CleanText("\ufffd\ud83d\ude42\ufffd\ufffd", 3));
    assertThat(CleanText.of("\ude42\ud83d")).isEqualTo(new CleanText("\ufffd\ufffd", 2));
  }
}
