package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The codec as applications use it: any number of chunks, any sizes, any thread. */
class AutoencoderCodecTest {
  private static final int VOCABULARY = 300;

  private final SplittableRandom random = new SplittableRandom(9);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  private static AutoencoderConfig config(int k, int encoder, int decoder) {
    // Large initial weights: vectors and logits that differ visibly.
    return new AutoencoderConfig(VOCABULARY, 16, 40, 8, k, encoder, decoder, 1e-6, 0.5);
  }

  private Autoencoder codec(AutoencoderConfig config) {
    Map<String, INDArray> weights = new AutoencoderNetwork(config).initialize(new RandomStreams(2));
    return new Autoencoder(config, weights, true, "tokenizer-7", engine);
  }

  private int[] ids(int count) {
    return random.ints(count, 0, VOCABULARY).toArray();
  }

  @ParameterizedTest
  @CsvSource({"1,2,2", "2,2,2", "3,4,4", "4,2,4", "5,4,2"})
  void batchesGiveWhatSingleChunksGive(int k, int encoder, int decoder) {
    try (Autoencoder codec = codec(config(k, encoder, decoder))) {
      assertThat(codec.chunkSize()).isEqualTo(k);
      assertThat(codec.latentSize()).isEqualTo(8);
      assertThat(codec.vocabularySize()).isEqualTo(VOCABULARY);
      assertThat(codec.tokenizerIdentity()).isEqualTo("tokenizer-7");
      int chunks = 21;
      int[] ids = ids(chunks * k);
      float[][] vectors = codec.encode(ids);
      int[] decoded = codec.decode(vectors);
      assertThat(vectors.length).isEqualTo(chunks);
      assertThat(decoded).hasSize(chunks * k);
      for (int i = 0; i < chunks; i++) {
        int[] one = Arrays.copyOfRange(ids, i * k, (i + 1) * k);
        close(codec.encode(one)[0], vectors[i]);
        assertThat(codec.decode(vectors[i]))
            .isEqualTo(Arrays.copyOfRange(decoded, i * k, (i + 1) * k));
      }
      assertThat(Arrays.stream(decoded).distinct().count()).as("different tokens").isGreaterThan(5);
    }
  }

  private static void close(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    // Products of other sizes add up in another order.
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(3e-6f * largest));
    }
  }

  /** More chunks than go through the graph at once, and a rest. */
  @Test
  void manyChunks() {
    int k = 2;
    int chunks = 2500;
    try (Autoencoder codec = codec(config(k, 2, 2))) {
      int[] ids = ids(chunks * k);
      try (Posterior all = codec.posterior(new TokenChunks(ids, k))) {
        float[][] means = all.mean().toArrays();
        float[][] logStds = all.logStd().toArrays();
        int[] decoded = codec.decode(all.mean()).ids();
        for (int i : new int[] {0, 1, 1023, 1024, 2047, 2048, 2300, 2499}) {
          int[] one = Arrays.copyOfRange(ids, i * k, (i + 1) * k);
          try (Posterior single = codec.posterior(new TokenChunks(one, k))) {
            close(single.mean().toArrays()[0], means[i]);
            close(single.logStd().toArrays()[0], logStds[i]);
          }
          assertThat(codec.decode(means[i]))
              .isEqualTo(Arrays.copyOfRange(decoded, i * k, (i + 1) * k));
        }
      }
    }
  }

  @Test
  void posteriorsGoIntoGivenArrays() {
    try (Autoencoder codec = codec(config(4, 2, 2));
        INDArray mean = Nd4j.ones(DataType.FLOAT, 11, 8);
        INDArray logStd = Nd4j.ones(DataType.FLOAT, 9, 8)) {
      TokenChunks chunks = new TokenChunks(ids(36), 4);
      codec.posterior(chunks, mean, logStd);
      try (Posterior expected = codec.posterior(chunks)) {
        float[][] means = mean.toFloatMatrix();
        assertThat(Arrays.copyOf(means, 9)).isDeepEqualTo(expected.mean().toArrays());
        assertThat(means[9]).containsOnly(1);
        assertThat(logStd.toFloatMatrix()).isDeepEqualTo(expected.logStd().toArrays());
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.posterior(new TokenChunks(ids(40), 4), mean, logStd))
          .withMessage("the posterior of 10 chunks needs arrays of at least [10, 8], got [9, 8]");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 64, 65})
  void repeatedCallsGiveTheSameBits(int chunks) {
    try (Autoencoder codec = codec(config(4, 2, 2))) {
      int[] ids = ids(chunks * 4);
      float[][] first = codec.encode(ids);
      int[] decoded = codec.decode(first);
      codec.encode(ids(12)); // another plan in between
      codec.decode(new float[3][8]);
      assertThat(codec.encode(ids)).isDeepEqualTo(first);
      assertThat(codec.decode(first)).isEqualTo(decoded);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Autoencoder codec = codec(config(4, 2, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.posterior(new TokenChunks(new int[6], 3)))
          .withMessage("this autoencoder takes chunks of 4 tokens, got chunks of 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(1, 2, 3))
          .withMessageContaining("3 ids do not divide into chunks of 4 tokens");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(1, 2, VOCABULARY, 3))
          .withMessageContaining("id 300 at position 2 lies outside the vocabulary of 300");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(1, 2, 3, -1))
          .withMessageContaining("id -1 at position 3 lies outside the vocabulary of 300");
      // The position is the caller's, also behind the first batch.
      int[] many = new int[4 * 1500];
      many[5000] = 999;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(many))
          .withMessageContaining("id 999 at position 5000 lies");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.decode(new float[7]))
          .withMessage("this autoencoder's vectors have 8 entries, got 7");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode())
          .withMessageContaining("at least one chunk");
      assertThat(codec.encode(1, 2, 3, 4)).as("goes on working").hasDimensions(1, 8);
    }
  }

  @Test
  void vectorsThatAreNotFiniteAreRefused() {
    try (Autoencoder codec = codec(config(4, 2, 2))) {
      float[][] vectors = new float[3][8];
      vectors[1][5] = Float.NaN;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.decode(vectors))
          .withMessage("vectors to decode must be finite, got NaN in chunk 1");
    }
  }

  @Test
  void aClosedCodecSaysSo() {
    Autoencoder codec = codec(config(4, 2, 2));
    codec.encode(1, 2, 3, 4);
    codec.close();
    codec.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.encode(1, 2, 3, 4))
        .withMessage("the autoencoder is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.decode(new float[8]))
        .withMessage("the autoencoder is closed");
    assertThat(codec.weights().values()).allMatch(INDArray::wasClosed);
  }

  @Test
  void severalThreadsMayCall() throws InterruptedException {
    try (Autoencoder codec = codec(config(4, 2, 2))) {
      List<int[]> inputs = new ArrayList<>();
      List<float[][]> expected = new ArrayList<>();
      List<int[]> decoded = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        inputs.add(ids(4 * (3 + 10 * i)));
        expected.add(codec.encode(inputs.get(i)));
        decoded.add(codec.decode(expected.get(i)));
      }
      ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int mine = i;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    for (int j = 0; j < 30; j++) {
                      float[][] vectors = codec.encode(inputs.get(mine));
                      assertThat(vectors).isDeepEqualTo(expected.get(mine));
                      assertThat(codec.decode(vectors)).isEqualTo(decoded.get(mine));
                    }
                  } catch (Throwable e) {
                    failures.add(e);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  /** An optimiser changes weights between calls: the codec must not remember old ones. */
  @Test
  void followsItsWeights() {
    AutoencoderConfig config = config(4, 2, 2);
    Map<String, INDArray> weights = new AutoencoderNetwork(config).initialize(new RandomStreams(2));
    try (Autoencoder codec = new Autoencoder(config, weights, false, "", engine)) {
      int[] ids = ids(40);
      float[][] before = codec.encode(ids);
      INDArray table = weights.get("encoder.embed_tokens.weight");
      INDArray old = table.dup('c');
      table.muli(0.5);
      assertThat(codec.encode(ids)[0]).isNotEqualTo(before[0]);
      table.assign(old);
      assertThat(codec.encode(ids)).isDeepEqualTo(before);
    }
    assertThat(weights.values()).as("not the codec's own").noneMatch(INDArray::wasClosed);
  }

  @Test
  void configurationsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(0, 2, 2))
        .withMessage("patch_size (K) must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(4, 3, 2))
        .withMessage(
            "num_encoder_layers must be even and at least 2, since half act on tokens and half on"
                + " chunks, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(4, 2, 0))
        .withMessageContaining("num_decoder_layers must be even and at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AutoencoderObjective(1, 0, 0, 0, 0))
        .withMessage("token dropout must be in [0, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AutoencoderObjective(0, -0.1, 0, 0, 0))
        .withMessage("latent dropout must be in [0, 1), got -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AutoencoderObjective(0, 0, Double.NaN, 0, 0))
        .withMessageContaining("must not be below 0, got NaN and 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoencoderObjective.published().withLatentMixing(0.6))
        .withMessage(
            "latent mixing must be in [0, 0.5], beyond which a vector is another chunk's, got 0.6");
    assertThatIllegalArgumentException().isThrownBy(() -> new TrainingData(0, 1, 1));
  }

  @Test
  void vectorsOfAnotherOwnerStayOpen() {
    try (Autoencoder codec = codec(config(4, 2, 2));
        ChunkVectors vectors = ChunkVectors.create(5, 8)) {
      codec.decode(vectors);
      assertThat(vectors.array().wasClosed()).isFalse();
    }
  }
}
