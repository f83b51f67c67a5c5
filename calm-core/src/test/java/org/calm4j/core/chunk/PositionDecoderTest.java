package org.calm4j.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** Decoding position by position as every codec can do it. */
class PositionDecoderTest {
  private final TableCodec codec = new TableCodec(2, 3);

  private PositionDecoder decoder() {
    try (Posterior posterior = codec.posterior(new TokenChunks(new int[] {1, 2, 3, 4, 5, 6}, 2))) {
      return codec.positions(posterior.mean());
    }
  }

  @Test
  void everythingIsDecodedOnce() {
    try (PositionDecoder decoder = decoder()) {
      assertThat(decoder.chunks()).isEqualTo(3);
      assertThat(decoder.chunkSize()).isEqualTo(2);
      assertThat(decoder.decode(0, 0, 1, 2)).containsExactly(1, 3, 5);
      assertThat(decoder.decode(1, 2, 0, 2)).containsExactly(6, 2, 6);
      assertThat(decoder.decode(1)).isEmpty();
      assertThat(codec.decodings).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    try (PositionDecoder decoder = decoder()) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> decoder.decode(2, 0))
          .withMessage("position 2 lies outside chunks of 2 tokens: count from 0");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> decoder.decode(-1, 0))
          .withMessageContaining("position -1");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> decoder.decode(0, 1, 3))
          .withMessage("chunk 3 lies outside the 3 vectors being decoded: count from 0");
    }
  }
}
