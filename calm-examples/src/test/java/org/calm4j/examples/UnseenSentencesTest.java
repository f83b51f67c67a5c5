package org.calm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnseenSentencesTest {
  private final UnseenSentences slips = new UnseenSentences();

  @BeforeEach
  void learn() {
    slips.learn("Mia ran. \"Go!\" called Tom. They were friends.");
    slips.learn("Tom sat.\n\n\"Why?\" asked Mia. They were friends.");
  }

  @Test
  void textsOfTheCorpusAreFlawless() {
    slips.count("Tom sat.\n\n\"Why?\" asked Mia. They were friends.", true);
    assertThat(slips.summary())
        .isEqualTo(
            "sentences: 0.00 % unseen, 0.00 % in a place they never have; 1 of 1 texts without either, 1 texts of the corpus itself");
  }

  @Test
  void newSentencesAndNewNeighboursCountOnce() {
    slips.count("Mia sat. Tom sat. They were friends. Mia ran.", true);
    assertThat(slips.summary())
        .isEqualTo(
            "sentences: 25.00 % unseen, 75.00 % in a place they never have; 0 of 1 texts without either, 0 texts of the corpus itself");
  }

  @Test
  void theEndOfACutTextDoesNotCount() {
    slips.count("Mia ran. \"Go!\" called Tom. They wer", false);
    slips.count("Mia ran. \"Go!\" called Tom. They wer", true);
    assertThat(slips.summary()).contains("20.00 % unseen").contains("1 of 2 texts");
  }

  @Test
  void aTextHasToBeginAndToEnd() {
    slips.count("Mia ran. \"Go!\" called Tom.", true);
    slips.count("\"Go!\" called Tom. They were friends.", true);
    assertThat(slips.summary()).contains("0.00 % unseen, 50.00 %").contains("0 of 2 texts");
  }
}
