package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private final Tokenizer tokenizer = Tokenizers.of("bytes");
  private final int eos = tokenizer.eosId();
  private final int pad = tokenizer.padId();

  private Continuation continuation(int maxTokens) {
    return new Continuation(tokenizer, Set.of(eos), 3, maxTokens);
  }

  /** The tokenizer's ids of single bytes. */
  private int[] bytes(int... values) {
    int[] ids = new int[values.length];
    int a = tokenizer.encode("a")[0];
    for (int i = 0; i < values.length; i++) {
      ids[i] = a - 'a' + values[i];
    }
    return ids;
  }

  private int[] utf8(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int[] values = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      values[i] = all[i] & 0xff;
    }
    return bytes(values);
  }

  @Test
  void nothingFromAStopIdOn() {
    Continuation one = continuation(100);
    int[] ab = utf8("ab");
    assertThat(one.accept(new int[] {ab[0], pad, ab[1], ab[1]}, 0, 0.5))
        .containsExactly(ab[0], ab[1], ab[1]);
    assertThat(one.newText()).isEqualTo("abb");
    assertThat(one.active()).isTrue();
    assertThat(one.accept(new int[] {ab[0], eos, ab[1], ab[0]}, 0, 0.75)).containsExactly(ab[0]);
    assertThat(one.newText()).isEqualTo("a");
    assertThat(one.active()).isFalse();
    one.cancel(); // too late
    Generation result = one.result(0.25, 1.25);
    assertThat(result.text()).isEqualTo("abba");
    assertThat(result.ids()).isEqualTo(utf8("abba"));
    assertThat(result.stop()).isEqualTo(StopReason.STOP_ID);
    assertThat(result.steps()).isEqualTo(2);
    assertThat(result.promptTokens()).isEqualTo(3);
    assertThat(result.chunkSeconds()).containsExactly(0.5, 0.75);
    assertThat(result.tokensPerSecond()).isEqualTo(4);
  }

  @Test
  void noMoreThanTheMaximumAndNothingThatThePromptHas() {
    Continuation one = continuation(3);
    assertThat(one.accept(utf8("abcd"), 2, 0)).isEqualTo(utf8("cd"));
    assertThat(one.active()).isTrue();
    assertThat(one.accept(utf8("efgh"), 0, 0)).isEqualTo(utf8("e"));
    assertThat(one.active()).isFalse();
    assertThat(one.result(0, 0).text()).isEqualTo("cde");
    assertThat(one.result(0, 0).stop()).isEqualTo(StopReason.LENGTH);
  }

  /** A stop id in the place of the prompt's own tokens is the prompt's. */
  @Test
  void aStopIdOfThePromptStopsNothing() {
    Continuation one = continuation(9);
    int[] chunk = {eos, pad, utf8("x")[0], utf8("y")[0]};
    assertThat(one.accept(chunk, 2, 0)).isEqualTo(utf8("xy"));
    assertThat(one.active()).isTrue();
  }

  @Test
  void cancelledIsTheReasonIfThereIsNoOther() {
    Continuation one = continuation(9);
    one.accept(utf8("abcd"), 0, 0);
    one.cancel();
    assertThat(one.active()).isFalse();
    assertThat(one.result(0, 0).stop()).isEqualTo(StopReason.CANCELLED);
    assertThat(one.result(0, 0).text()).isEqualTo("abcd");
    assertThat(one.result(0, 0).tokensPerSecond()).isZero();
  }

  /** The tokens are all there; the text is what the listener heard. */
  @Test
  void whatIsCancelledInsideACharacterEndsBeforeIt() {
    Continuation one = continuation(9);
    int[] ids = utf8("a€");
    one.accept(new int[] {ids[0], ids[1], ids[2]}, 0, 0);
    assertThat(one.newText()).isEqualTo("a");
    one.cancel();
    assertThat(one.result(0, 0).text()).isEqualTo("a");
    assertThat(one.result(0, 0).ids()).hasSize(3);
  }

  @Test
  void charactersAreToldWhole() {
    Continuation one = continuation(100);
    int[] ids = utf8("a€😀b");
    String[] expected = {"a", "€", "", "😀", "b"};
    for (int i = 0; i < ids.length; i += 2) {
      int second = i + 1 < ids.length ? ids[i + 1] : pad;
      one.accept(new int[] {ids[i], second}, 0, 0);
      assertThat(one.newText()).as("after " + (i + 2) + " bytes").isEqualTo(expected[i / 2]);
    }
    assertThat(one.result(0, 0).text()).isEqualTo("a€😀b");
  }

  @Test
  void whatIsIncompleteAtTheEndIsToldThen() {
    Continuation one = continuation(2);
    one.accept(bytes('a', 0xe2), 0, 0);
    assertThat(one.newText()).isEqualTo("a\uFFFD");
    assertThat(one.result(0, 0).text()).isEqualTo("a\uFFFD");
  }

  /** Bytes that are no characters come out too, and do not hide those behind them. */
  @Test
  void whatIsToldIsTheText() {
    SplittableRandom random = new SplittableRandom(41);
    for (int round = 0; round < 300; round++) {
      int k = random.nextInt(1, 6);
      Continuation one = continuation(120);
      StringBuilder told = new StringBuilder();
      int longestSilence = 0;
      int silence = 0;
      while (one.active()) {
        int[] chunk = new int[k];
        for (int i = 0; i < k; i++) {
          int[] kinds = {'a', 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0xff, 0xed};
          chunk[i] = bytes(kinds[random.nextInt(random.nextInt(1, kinds.length + 1))])[0];
        }
        one.accept(chunk, 0, 0);
        String piece = one.newText();
        told.append(piece);
        silence = piece.isEmpty() ? silence + k : 0;
        longestSilence = Math.max(longestSilence, silence);
      }
      assertThat(told.toString()).isEqualTo(one.result(0, 0).text());
      assertThat(longestSilence).isLessThan(4 + k);
    }
  }
}
