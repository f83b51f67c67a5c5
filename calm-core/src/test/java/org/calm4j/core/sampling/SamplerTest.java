package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {

  @Test
  void aLambdaIsAModelAndDrawsSeveralInOrder() {
    Sampler model = (context, random) -> new int[] {context[0], random.nextInt(1000)};
    int[][] chunks = model.next(new int[] {7}, 3, new SplittableRandom(1));
    SplittableRandom same = new SplittableRandom(1);
    assertThat(chunks).hasDimensions(3, 2);
    for (int[] chunk : chunks) {
      assertThat(chunk).containsExactly(model.next(new int[] {7}, same));
    }
  }

  @Test
  void noChunksCannotBeDrawn() {
    Sampler model = (context, random) -> new int[] {1};
    assertThatThrownBy(() -> model.next(new int[0], 0, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number of chunks must be at least 1, got 0");
  }
}
