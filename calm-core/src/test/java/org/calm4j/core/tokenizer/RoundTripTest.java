package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every tokenizer. */
class RoundTripTest {

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:259", "r50k:4096", "cl100k:300", "cl100k:8192", "cl100k"})
  void everyValidTextComesBackAndNoSpecialIdIsMade(String spec) {
    Tokenizer tokenizer = Tokenizers.of(spec);
    RandomText texts = new RandomText(1, spec);
    for (int i = 0; i < 400; i++) {
      String text = texts.next();
      int[] ids = tokenizer.encode(text);
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
      assertThat(Arrays.stream(ids).allMatch(id -> id >= 0 && id < tokenizer.vocabularySize() - 3))
          .isTrue();
    }
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.decode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:259", "r50k:4096", "cl100k:8192"})
  void specialIdsAreTheLastThreeAndDecodeToNothing(String spec) {
    Tokenizer tokenizer = Tokenizers.of(spec);
    int size = tokenizer.vocabularySize();
    assertThat(spec.equals("bytes") ? 259 : Integer.parseInt(spec.replaceAll(".*:", "")))
        .isEqualTo(size);
    assertThat(new int[] {tokenizer.bosId(), tokenizer.eosId(), tokenizer.padId()})
        .containsExactly(size - 3, size - 2, size - 1);
    int[] a = tokenizer.encode("a");
    assertThat(tokenizer.decode(size - 3, a[0], size - 1, a[0], size - 2)).isEqualTo("aa");
    assertThat(tokenizer.spec()).isEqualTo(spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:300", "cl100k"})
  void loneSurrogatesBecomeReplacementCharacters(String spec) {
    Tokenizer tokenizer = Tokenizers.of(spec);
    String broken = "a\ud83d b\udc00\ud83d\ude42";
    assertThat(tokenizer.decode(tokenizer.encode(broken))).isEqualTo("a\ufffd b\ufffd\ud83d\ude42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:300", "cl100k"})
  void bytesOfIdsJoinToTheTextAlsoWithinCharacters(String spec) {
    ByteLevelTokenizer tokenizer = (ByteLevelTokenizer) Tokenizers.of(spec);
    String text = "na\u00efve \u6f22\u5b57 \ud83d\ude42\u1234";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ids = tokenizer.encode(text);
    for (int id : ids) {
      bytes.writeBytes(tokenizer.bytesOf(id));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(tokenizer.bytesOf(tokenizer.padId())).isEmpty();
    assertThat(tokenizer.decode(Arrays.copyOf(ids, ids.length - 1))).endsWith("\ufffd");
    tokenizer.bytesOf(ids[0])[0] = 'X';
    assertThat(tokenizer.decode(ids)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:300"})
  void idsOutsideTheVocabularyAreRefused(String spec) {
    Tokenizer tokenizer = Tokenizers.of(spec);
    int size = tokenizer.vocabularySize();
    assertThatThrownBy(() -> tokenizer.decode(0, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("id must be in [0, %d) for the tokenizer %s, got %d", size, spec, size);
    assertThatThrownBy(() -> tokenizer.decode(-1)).hasMessageContaining("got -1");
  }

  /** A quadratic encoder would need minutes. */
  @Test
  void longTextWithoutWhiteSpaceTakesLinearTime() {
    Tokenizer tokenizer = Tokenizers.of("cl100k:8192");
    String text = "qwfpgjluyarstdhneiozxcvbkm".repeat(12_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text));
  }
}
