package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchingTest {
  @Test
  void sizesOfGraphsAreFewAndWasteLittle() {
    Set<Integer> sizes = new HashSet<>();
    for (int chunks = 1; chunks <= Batching.LIMIT; chunks++) {
      int padded = Batching.padded(chunks);
      assertThat(padded).isBetween(chunks, Batching.LIMIT);
      assertThat(padded).isLessThanOrEqualTo(chunks <= 64 ? 2 * chunks : chunks * 9 / 8);
      sizes.add(padded);
    }
    assertThat(sizes).hasSize(Batching.SIZES);
    assertThat(Batching.padded(1)).isEqualTo(1);
    assertThat(Batching.padded(200)).isEqualTo(208);
    assertThat(Batching.padded(192)).isEqualTo(192);
  }

  @Test
  void partsCoverAllChunks() {
    int[] next = {0};
    Batching.split(
        2500,
        (from, count, padded) -> {
          assertThat(from).isEqualTo(next[0]);
          assertThat(padded).isEqualTo(Batching.padded(count));
          next[0] += count;
        });
    assertThat(next[0]).isEqualTo(2500);
  }
}
