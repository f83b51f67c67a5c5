package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decoding position by position gives what decoding whole chunks gives. */
class AutoencoderPositionsTest {
  private final SplittableRandom random = new SplittableRandom(12);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private Autoencoder codec(int k, int layers) {
    AutoencoderConfig config = new AutoencoderConfig(300, 16, 40, 8, k, 2, layers, 1e-6, 0.5);
    Map<String, INDArray> weights = new AutoencoderNetwork(config).initialize(new RandomStreams(2));
    return new Autoencoder(config, weights, true, "", engine);
  }

  private ChunkVectors vectors(int chunks, int latent) {
    ChunkVectors zero = ChunkVectors.create(chunks, latent);
    try (zero) {
      return zero.disturbed(1, random);
    }
  }

  private static int[] at(TokenChunks whole, int position, int... chunks) {
    return Arrays.stream(chunks).map(chunk -> whole.id(chunk, position)).toArray();
  }

  private void equalsWholeDecoding(Autoencoder codec, int chunks) {
    try (ChunkVectors vectors = vectors(chunks, codec.latentSize());
        PositionDecoder decoder = codec.positions(vectors)) {
      TokenChunks whole = codec.decode(vectors);
      assertThat(decoder.chunks()).isEqualTo(chunks);
      assertThat(decoder.chunkSize()).isEqualTo(codec.chunkSize());
      int[] all = IntStream.range(0, chunks).toArray();
      for (int position = 0; position < codec.chunkSize(); position++) {
        assertThat(decoder.decode(position, all)).isEqualTo(at(whole, position, all));
        assertThat(decoder.decode(position)).isEmpty();
      }
      // Any chunks in any order, some of them twice, any position after any other.
      for (int round = 0; round < 30; round++) {
        int position = random.nextInt(codec.chunkSize());
        int[] some = random.ints(1 + random.nextInt(40), 0, chunks).toArray();
        assertThat(decoder.decode(position, some)).isEqualTo(at(whole, position, some));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2,50", "2,2,33", "2,4,1", "4,2,200", "4,4,7"})
  void anyPositionOfAnyChunks(int k, int layers, int chunks) {
    try (Autoencoder codec = codec(k, layers)) {
      equalsWholeDecoding(codec, chunks);
    }
  }

  /** More chunks than go through the graphs at once. */
  @Test
  void manyChunks() {
    try (Autoencoder codec = codec(2, 2)) {
      equalsWholeDecoding(codec, 2100);
    }
  }

  @Test
  void theGoldenCodec() {
    try (Autoencoder codec = new Autoencoder(Golden.CONFIG, Golden.weights(), true, "", engine)) {
      equalsWholeDecoding(codec, 100);
    }
  }

  /** Each keeps its states, though they share their plans. */
  @Test
  void severalDecodersAtOnce() {
    try (Autoencoder codec = codec(4, 2);
        ChunkVectors one = vectors(5, 8);
        ChunkVectors two = vectors(9, 8);
        PositionDecoder first = codec.positions(one);
        PositionDecoder second = codec.positions(two)) {
      TokenChunks expected = codec.decode(one);
      assertThat(second.decode(3, 8, 0)).isEqualTo(at(codec.decode(two), 3, 8, 0));
      assertThat(first.decode(3, 4, 0)).isEqualTo(at(expected, 3, 4, 0));
    }
  }

  @Test
  void theVectorsMayBeClosed() {
    try (Autoencoder codec = codec(4, 2)) {
      ChunkVectors vectors = vectors(5, 8);
      TokenChunks whole = codec.decode(vectors);
      try (PositionDecoder decoder = codec.positions(vectors)) {
        vectors.close();
        assertThat(decoder.decode(2, 0, 4)).isEqualTo(at(whole, 2, 0, 4));
      }
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    try (Autoencoder codec = codec(4, 2);
        ChunkVectors vectors = vectors(5, 8);
        PositionDecoder decoder = codec.positions(vectors)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> decoder.decode(4, 0))
          .withMessage("position 4 lies outside chunks of 4 tokens: count from 0");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> decoder.decode(0, 0, -1))
          .withMessage("chunk -1 lies outside the 5 vectors being decoded: count from 0");
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Autoencoder codec = codec(4, 2);
        ChunkVectors longer = vectors(5, 9)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.positions(longer))
          .withMessage("this autoencoder's vectors have 8 entries, got 9");
      try (ChunkVectors infinite = vectors(5, 8)) {
        infinite.array().putScalar(3, 2, Float.POSITIVE_INFINITY);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> codec.positions(infinite))
            .withMessage("vectors to decode must be finite, got Infinity in chunk 3");
      }
    }
  }

  @Test
  void whatIsClosedSaysSo() {
    Autoencoder codec = codec(4, 2);
    try (ChunkVectors vectors = vectors(5, 8)) {
      PositionDecoder decoder = codec.positions(vectors);
      decoder.close();
      decoder.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> decoder.decode(0, 0))
          .withMessage("the decoder of positions is closed");
      PositionDecoder outlives = codec.positions(vectors);
      codec.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> outlives.decode(0, 0))
          .withMessage("the autoencoder is closed");
      assertThatIllegalStateException()
          .isThrownBy(() -> codec.positions(vectors))
          .withMessage("the autoencoder is closed");
      outlives.close();
    }
  }

  /** Weights that an optimiser changes reach the rows that a position uses. */
  @Test
  void followsItsWeights() {
    AutoencoderConfig config = new AutoencoderConfig(300, 16, 40, 8, 4, 2, 2, 1e-6, 0.5);
    Map<String, INDArray> weights = new AutoencoderNetwork(config).initialize(new RandomStreams(2));
    try (Autoencoder codec = new Autoencoder(config, weights, false, "", engine);
        ChunkVectors vectors = vectors(20, 8);
        PositionDecoder decoder = codec.positions(vectors)) {
      int[] all = IntStream.range(0, 20).toArray();
      int[] before = decoder.decode(3, all);
      weights.get("decoder.expand_layer.weight").muli(-1);
      int[] after = decoder.decode(3, all);
      assertThat(after).isNotEqualTo(before);
      assertThat(after).isEqualTo(at(codec.decode(vectors), 3, all));
    }
  }
}
