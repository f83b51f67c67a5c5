package org.calm4j.lm.ar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NextTokensTest {
  private static final int BOS = 1;
  private static final int EOS = 2;

  /** Two texts of four tokens and one more, the first with the beginning of a document inside. */
  private static final int[] IDS = {7, EOS, BOS, 8, 9, BOS, 5, 6, EOS, BOS};

  @Test
  void documentsAreToldApart() {
    NextTokens batch = NextTokens.of(IDS, 5, BOS);
    assertThat(batch.inputs()).containsExactly(7, EOS, BOS, 8, BOS, 5, 6, EOS);
    assertThat(batch.starts()).containsExactly(0, 0, 2, 2, 0, 0, 0, 0);
    // EOS is learnt, what begins the next document is not.
    assertThat(batch.labels()).containsExactly(EOS, -100, 8, 9, 5, 6, EOS, -100);
    assertThat(batch.count()).isEqualTo(6);
    assertThat(batch.shapes().get("starts")).containsExactly(2, 4);
  }

  @Test
  void orEveryTextIsOneDocument() {
    NextTokens batch = NextTokens.of(IDS, 5, -1);
    assertThat(batch.starts()).containsOnly(0);
    assertThat(batch.labels()).containsExactly(EOS, BOS, 8, 9, 5, 6, EOS, BOS);
    assertThat(batch.count()).isEqualTo(8);
  }

  @Test
  void whatFillsUpDoesNotCount() {
    NextTokens batch = NextTokens.of(IDS, 5, BOS).padded(6);
    assertThat(batch.inputs()).containsExactly(7, EOS, BOS, 8, 0, 0, BOS, 5, 6, EOS, 0, 0);
    assertThat(batch.labels())
        .containsExactly(EOS, -100, 8, 9, -100, -100, 5, 6, EOS, -100, -100, -100);
    assertThat(batch.count()).isEqualTo(6);
    assertThat(batch.shapes().get("starts")).containsExactly(2, 6);
  }
}
