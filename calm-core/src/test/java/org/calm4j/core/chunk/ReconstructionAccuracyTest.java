package org.calm4j.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconstructionAccuracyTest {

  @Test
  void countsTokensPositionsAndChunks() {
    ReconstructionAccuracy accuracy = new ReconstructionAccuracy(3, 9);
    accuracy.add(
        new TokenChunks(new int[] {1, 2, 3, 4, 5, 6, 7, 9, 9, 9, 9, 9}, 3),
        new TokenChunks(new int[] {1, 2, 3, 4, 0, 0, 7, 1, 1, 5, 5, 5}, 3));
    assertThat(accuracy.tokens()).isEqualTo(7);
    assertThat(accuracy.tokenAccuracy()).isEqualTo(5.0 / 7);
    assertThat(accuracy.chunkAccuracy()).isEqualTo(2.0 / 3);
    assertThat(accuracy.byPosition()).containsExactly(1, 0.5, 0.5);
  }

  @Test
  void takesAnyCodec() {
    ReconstructionAccuracy accuracy = new ReconstructionAccuracy(2, 9);
    accuracy.add(new TokenChunks(new int[] {1, 2, 3, 4}, 2), new TableCodec(2, 3));
    assertThat(accuracy.tokenAccuracy()).isEqualTo(1);
  }
}
