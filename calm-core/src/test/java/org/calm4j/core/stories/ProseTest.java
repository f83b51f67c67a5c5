package org.calm4j.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "it was a  old  hat .;It was an old hat.",
        "a apple and a pear.;An apple and a pear.",
        "\"oh no!\" said Tom.  he ran.;\"Oh no!\" said Tom. He ran.",
        "\"come.\" they came.;\"Come.\" They came.",
        "\"what now?\" ^they ran.;\"What now?\" They ran.",
        "then Tom said, \"look!\";Then Tom said, \"Look!\"",
      })
  void writesWellFormedSentences(String raw, String expected) {
    Prose prose = new Prose();
    prose.append(raw);
    assertThat(prose.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"one two three.,3", "Tom's old hat.,3"})
  void countsWords(String text, int words) {
    Prose prose = new Prose();
    prose.append(text);
    assertThat(prose.words()).isEqualTo(words);
  }
}
