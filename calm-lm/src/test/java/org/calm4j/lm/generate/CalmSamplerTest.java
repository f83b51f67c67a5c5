package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CalmSamplerTest {
  private static final int K = TinyLm.K;
  private static final int[] CONTEXT = {256, 5, 6, 7, 8, 9, 10, 11};

  private static TinyLm lm;
  private static Generator generator;
  private static CalmSampler sampler;

  @BeforeAll
  static void open() {
    lm = new TinyLm();
    generator = lm.generator();
    sampler = generator.sampler();
  }

  @AfterAll
  static void stop() {
    generator.close();
    lm.close();
  }

  private static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }

  @Test
  void chunksAreDecodedVectors() {
    int[] context = CONTEXT.clone();
    float[][] vectors = sampler.vectors(context, 5, random(3));
    int[][] chunks = sampler.next(context, 5, random(3));
    assertThat(context).isEqualTo(CONTEXT);
    assertThat(vectors).hasDimensions(5, TinyLm.LATENT);
    assertThat(chunks).hasDimensions(5, K);
    for (int i = 0; i < 5; i++) {
      assertThat(lm.codec.decode(vectors[i])).isEqualTo(chunks[i]);
    }
    assertThat(Arrays.stream(vectors).map(Arrays::toString).distinct()).hasSize(5);
  }

  @Test
  void theGeneratorDecides() {
    int[][] first = sampler.next(CONTEXT, 20, random(3));
    assertThat(sampler.next(CONTEXT, 20, random(3))).isDeepEqualTo(first);
    assertThat(Arrays.deepEquals(sampler.next(CONTEXT, 20, random(4)), first)).isFalse();
    assertThat(sampler.next(CONTEXT, random(3))).isEqualTo(first[0]);
    RandomGenerator one = random(3);
    assertThat(sampler.next(CONTEXT, 20, one)).isDeepEqualTo(first);
    assertThat(Arrays.deepEquals(sampler.next(CONTEXT, 20, one), first)).isFalse();
  }

  @Test
  void theContextDecidesToo() {
    int[] other = CONTEXT.clone();
    other[1]++;
    assertThat(sampler.vectors(other, 1, random(3))[0])
        .isNotEqualTo(sampler.vectors(CONTEXT, 1, random(3))[0]);
    // Not what came before, in a cache that is used again.
    assertThat(sampler.vectors(CONTEXT, 1, random(3)))
        .isDeepEqualTo(sampler.vectors(CONTEXT, 1, random(3)));
  }

  @Test
  void aContextIsWholeChunksThatFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.next(new int[7], random(1)))
        .withMessage(
            "a context must be one or more whole chunks of 4 ids, got 7 ids: cut it or pad it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.next(new int[0], random(1)))
        .withMessageContaining("got 0 ids");
    assertThat(sampler.next(new int[TinyLm.POSITIONS * K], random(1))).hasSize(K);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.next(new int[(TinyLm.POSITIONS + 1) * K], random(1)))
        .withMessage(
            "a context of 65 chunks does not fit the model's 64 positions:"
                + " leave out its beginning");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.next(new int[] {1, 2, 3, 259}, random(1)))
        .withMessageContaining("259");
  }

  @Test
  void atLeastOneSampleIsAskedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.vectors(CONTEXT, 0, random(1)))
        .withMessage("number of samples must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.next(CONTEXT, -1, random(1)))
        .withMessage("number of samples must be at least 1, got -1");
  }
}
