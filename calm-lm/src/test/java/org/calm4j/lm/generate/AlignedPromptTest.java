package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlignedPromptTest {
  private static final int PAD = 99;

  private static int[] ids(String spec) {
    return spec == null
        ? new int[0]
        : java.util.Arrays.stream(spec.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "MATCH, 1 2 3 4 5, 1 2 3 4, 5",
    "MATCH, 1 2 3 4 5 6 7, 1 2 3 4, 5 6 7",
    "LEFT_PADDING, 1 2 3 4 5, 99 99 99 1 2 3 4 5,",
    "LEFT_PADDING, 1 2 3 4 5 6 7, 99 1 2 3 4 5 6 7,",
    "RIGHT_PADDING, 1 2 3 4 5, 1 2 3 4 5 99 99 99,",
    "RIGHT_PADDING, 1 2 3 4 5 6 7, 1 2 3 4 5 6 7 99,",
    // There is nothing to predict a first chunk from.
    "MATCH, 1, 99 99 99 1,",
    "MATCH, 1 2 3, 99 1 2 3,",
    "LEFT_PADDING, 1 2, 99 99 1 2,",
    "RIGHT_PADDING, 1 2, 1 2 99 99,"
  })
  void restsBecomePrefixOrPadding(
      PromptAlignment alignment, String prompt, String whole, String prefix) {
    AlignedPrompt aligned = AlignedPrompt.of(ids(prompt), 4, PAD, alignment);
    assertThat(aligned.ids()).isEqualTo(ids(whole));
    assertThat(aligned.prefix()).isEqualTo(ids(prefix));
  }

  @ParameterizedTest
  @EnumSource
  void wholeChunksStayAsTheyAre(PromptAlignment alignment) {
    AlignedPrompt aligned = AlignedPrompt.of(ids("1 2 3 4"), 4, PAD, alignment);
    assertThat(aligned.ids()).containsExactly(1, 2, 3, 4);
    assertThat(aligned.prefix()).isEmpty();
    assertThat(AlignedPrompt.of(ids("1 2 3"), 1, PAD, alignment).ids()).containsExactly(1, 2, 3);
  }
}
