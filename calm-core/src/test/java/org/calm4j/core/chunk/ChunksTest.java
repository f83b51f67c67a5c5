package org.calm4j.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChunksTest {

  @Test
  void tokensAreCutIntoChunks() {
    TokenChunks chunks = new TokenChunks(new int[] {1, 2, 3, 4, 5, 6}, 3);
    assertThat(chunks.chunks()).isEqualTo(2);
    assertThat(chunks.id(0, 2)).isEqualTo(3);
    assertThat(chunks.id(1, 0)).isEqualTo(4);
    assertThat(chunks).hasToString("TokenChunks[2, 3]");
    assertThat(new TokenChunks(new int[0], 4).chunks()).isZero();
  }

  @Test
  void equalByContent() {
    TokenChunks chunks = new TokenChunks(new int[] {1, 2, 3, 4}, 2);
    assertThat(chunks)
        .isEqualTo(new TokenChunks(new int[] {1, 2, 3, 4}, 2))
        .hasSameHashCodeAs(new TokenChunks(new int[] {1, 2, 3, 4}, 2))
        .isNotEqualTo(new TokenChunks(new int[] {1, 2, 3, 5}, 2))
        .isNotEqualTo(new TokenChunks(new int[] {1, 2, 3, 4}, 4));
  }

  @Test
  void theLastChunkIsFilledUpOnACopy() {
    int[] ids = {1, 2, 3, 4, 5};
    assertThat(TokenChunks.padded(ids, 3, 9).ids()).containsExactly(1, 2, 3, 4, 5, 9);
    TokenChunks whole = TokenChunks.padded(ids, 5, 9);
    assertThat(whole.ids()).containsExactly(ids).isNotSameAs(ids);
    assertThat(TokenChunks.padded(new int[0], 3, 9).chunks()).isZero();
  }

  @Test
  void refusesWhatDoesNotDivide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenChunks(new int[5], 4))
        .withMessage(
            "5 ids do not divide into chunks of 4 tokens: pad to 8 ids with the padding id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenChunks(new int[5], 0))
        .withMessage("chunk size must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenChunks.padded(new int[5], 0, 1))
        .withMessage("chunk size must be at least 1, got 0");
  }

  @Test
  void vectorsGoInAndOut() {
    float[][] values = {{1, 2, 3}, {4, 5, 6}};
    try (ChunkVectors vectors = ChunkVectors.copyOf(values)) {
      assertThat(vectors.chunks()).isEqualTo(2);
      assertThat(vectors.latent()).isEqualTo(3);
      assertThat(vectors.toArrays()).isDeepEqualTo(values);
      assertThat(vectors).hasToString("ChunkVectors[2, 3]");
    }
    try (ChunkVectors zero = ChunkVectors.create(2, 2)) {
      assertThat(zero.toArrays()).isDeepEqualTo(new float[2][2]);
    }
  }

  @Test
  void aPosteriorIsCopiedIntoTheFirstRows() {
    try (Posterior posterior =
            new Posterior(
                ChunkVectors.copyOf(new float[][] {{1, 2}, {3, 4}}),
                ChunkVectors.copyOf(new float[][] {{5, 6}, {7, 8}}));
        INDArray mean = Nd4j.zeros(DataType.FLOAT, 3, 2);
        INDArray logStd = Nd4j.zeros(DataType.FLOAT, 2, 2)) {
      posterior.copyTo(mean, logStd);
      assertThat(mean.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}, {0, 0}});
      assertThat(logStd.toFloatMatrix()).isDeepEqualTo(new float[][] {{5, 6}, {7, 8}});
      try (INDArray narrow = Nd4j.zeros(DataType.FLOAT, 3, 1)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> posterior.copyTo(mean, narrow))
            .withMessage("the posterior of 2 chunks needs arrays of at least [2, 2], got [3, 1]");
      }
    }
  }

  @Test
  void refusesVectorsOfNoOrDifferentLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkVectors.copyOf(new float[3], new float[3], new float[2]))
        .withMessage("all vectors must have the length of the first, 3, but number 2 has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(ChunkVectors::copyOf)
        .withMessage("vectors must hold at least one chunk, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkVectors.create(0, 4))
        .withMessage("vectors need at least one chunk and one dimension, got [0, 4]");
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkVectors.create(4, 0));
  }

  @Test
  void takesOverDenseFloatMatricesOnly() {
    INDArray matrix = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 6, 4);
    for (INDArray other :
        new INDArray[] {
          matrix.dup('f'),
          matrix.castTo(DataType.DOUBLE),
          matrix.reshape('c', 2, 3, 4),
          matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3))
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ChunkVectors.owning(other))
          .withMessageContaining("row-major FLOAT array [chunks, latent]");
    }
    try (ChunkVectors rows =
        ChunkVectors.owning(matrix.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all()))) {
      assertThat(rows.toArrays()[0]).containsExactly(8, 9, 10, 11);
    }
  }

  @Test
  void closingFreesAndMayBeRepeated() {
    ChunkVectors vectors = ChunkVectors.create(3, 4);
    INDArray array = vectors.array();
    vectors.close();
    vectors.close();
    assertThat(array.wasClosed()).isTrue();
    Posterior posterior = new Posterior(ChunkVectors.create(3, 4), ChunkVectors.create(3, 4));
    posterior.close();
    assertThat(posterior.mean().array().wasClosed()).isTrue();
    assertThat(posterior.logStd().array().wasClosed()).isTrue();
  }

  @Test
  void samplesAreMeanPlusDeviationTimesNoise() {
    float[][] mean = {{1, -2}, {3, 0.5f}};
    float[][] logStd = {{0, -1}, {(float) Math.log(2), -30}};
    try (Posterior posterior =
            new Posterior(ChunkVectors.copyOf(mean), ChunkVectors.copyOf(logStd));
        ChunkVectors sample = posterior.sample(new RandomStreams(4).stream("draws"))) {
      var noise = new RandomStreams(4).stream("draws");
      float[][] drawn = sample.toArrays();
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          double expected = mean[i][j] + Math.exp(logStd[i][j]) * noise.nextGaussian();
          assertThat((double) drawn[i][j]).isCloseTo(expected, within(1e-6));
        }
      }
      assertThat(drawn[1][1]).isEqualTo(0.5f);
    }
  }

  @Test
  void samplesOfAPosteriorOverRowsOfALongerArray() {
    INDArray matrix = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 6, 4);
    INDArray silent = Nd4j.create(DataType.FLOAT, 6, 4).assign(-40);
    try (Posterior posterior =
            new Posterior(
                ChunkVectors.owning(matrix.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all())),
                ChunkVectors.owning(silent.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all())));
        ChunkVectors sample = posterior.sample(new RandomStreams(4).stream("draws"))) {
      assertThat(sample.toArrays()).isDeepEqualTo(new float[][] {{8, 9, 10, 11}, {12, 13, 14, 15}});
    }
  }

  @Test
  void aPosteriorHasOneShape() {
    try (ChunkVectors mean = ChunkVectors.create(2, 3);
        ChunkVectors logStd = ChunkVectors.create(2, 4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Posterior(mean, logStd))
          .withMessage(
              "mean and logStd must have one shape, got ChunkVectors[2, 3] and ChunkVectors[2, 4]");
    }
  }

  @Test
  void disturbingAddsNoiseToACopy() {
    try (ChunkVectors vectors = ChunkVectors.create(500, 40);
        ChunkVectors same = vectors.disturbed(0, new SplittableRandom(1));
        ChunkVectors disturbed = vectors.disturbed(0.5, new SplittableRandom(1))) {
      assertThat(vectors.array().amaxNumber().doubleValue()).as("the original").isZero();
      assertThat(same.array().amaxNumber().doubleValue()).isZero();
      assertThat(disturbed.array().stdNumber().doubleValue()).isBetween(0.48, 0.52);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vectors.disturbed(-1, new SplittableRandom(1)))
          .withMessage("the standard deviation of noise must be at least 0, got -1.0");
    }
  }
}
