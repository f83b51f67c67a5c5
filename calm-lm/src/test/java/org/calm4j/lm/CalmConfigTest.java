package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.net.CalmNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CalmConfigTest {
  private static final BackboneConfig BACKBONE = BackboneConfig.of(16, 40, 2, 2);
  private static final EnergyHeadConfig HEAD = new EnergyHeadConfig(1, 4, 2, 3, 1);

  private static CalmConfig config(int padTokenId) {
    return new CalmConfig(30, padTokenId, 4, 8, BACKBONE, HEAD, 0.02);
  }

  private static void refused(ThrowingCallable maker, String sentence) {
    assertThatIllegalArgumentException().isThrownBy(maker).withMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -3})
  void anEnergyScoreNeedsTwoSamples(int samples) {
    refused(
        () -> new EnergyHeadConfig(1, 4, samples, 3, 1),
        "num_samples must be at least 2, since the energy score compares samples with each other,"
            + " got "
            + samples);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, -1, 2.5, Double.NaN, Double.POSITIVE_INFINITY})
  void anExponentLiesBetweenZeroAndTwo(double beta) {
    refused(
        () -> new EnergyHeadConfig(1, 4, 2, 3, beta),
        "beta, the exponent of the energy score, must be in (0, 2), where the score is strictly"
            + " proper, got "
            + beta);
    assertThat(new EnergyHeadConfig(1, 4, 2, 3, 1.999).beta()).isEqualTo(1.999);
    assertThat(new EnergyHeadConfig(1, 4, 2, 3, 0.001).beta()).isEqualTo(0.001);
  }

  @Test
  void sizesOfTheHeadArePositive() {
    refused(() -> new EnergyHeadConfig(0, 4, 2, 3, 1), "num_mlp_layers must be at least 1, got 0");
    refused(() -> new EnergyHeadConfig(1, 0, 2, 3, 1), "noise_size must be at least 1, got 0");
    refused(() -> new EnergyHeadConfig(1, 4, 2, 0, 1), "num_targets must be at least 1, got 0");
  }

  @Test
  void headsDivide() {
    refused(
        () -> BackboneConfig.of(16, 40, 2, 3),
        "hidden_size must be a multiple of num_attention_heads, got 16 and 3");
    refused(
        () -> new BackboneConfig(16, 40, 2, 4, 3, 64, 10000, 1e-6),
        "num_attention_heads must be a multiple of num_key_value_heads, got 4 and 3");
    refused(
        () -> new BackboneConfig(16, 40, 2, 2, 4, 64, 10000, 1e-6),
        "num_attention_heads must be a multiple of num_key_value_heads, got 2 and 4");
    refused(() -> BackboneConfig.of(12, 40, 2, 4), "the width of a head must be even, got 3");
  }

  @Test
  void sizesOfTheBackboneArePositive() {
    refused(() -> BackboneConfig.of(0, 40, 2, 2), "hidden_size must be at least 1, got 0");
    refused(() -> BackboneConfig.of(16, -1, 2, 2), "intermediate_size must be at least 1, got -1");
    refused(() -> BackboneConfig.of(16, 40, 0, 2), "num_hidden_layers must be at least 1, got 0");
    refused(() -> BackboneConfig.of(16, 40, 2, 0), "num_attention_heads must be at least 1, got 0");
    refused(
        () -> new BackboneConfig(16, 40, 2, 2, 0, 64, 10000, 1e-6),
        "num_key_value_heads must be at least 1, got 0");
    refused(
        () -> new BackboneConfig(16, 40, 2, 2, 2, 0, 10000, 1e-6),
        "max_position_embeddings must be at least 1, got 0");
    refused(
        () -> new BackboneConfig(16, 40, 2, 2, 2, 64, 1, 1e-6),
        "rope_theta must be above 1 and rms_norm_eps above 0, got 1.0 and 1.0E-6");
    refused(
        () -> new BackboneConfig(16, 40, 2, 2, 2, 64, 10000, Double.NaN),
        "rope_theta must be above 1 and rms_norm_eps above 0, got 10000.0 and NaN");
  }

  @Test
  void theRestIsCheckedToo() {
    refused(() -> config(30), "pad_token_id must be in [0, 30), got 30");
    refused(() -> config(-1), "pad_token_id must be in [0, 30), got -1");
    refused(
        () -> new CalmConfig(0, 0, 4, 8, BACKBONE, HEAD, 0.02),
        "vocab_size must be at least 1, got 0");
    refused(
        () -> new CalmConfig(30, 0, 0, 8, BACKBONE, HEAD, 0.02),
        "patch_size (K) must be at least 1, got 0");
    refused(
        () -> new CalmConfig(30, 0, 4, 0, BACKBONE, HEAD, 0.02),
        "latent_size must be at least 1, got 0");
    refused(
        () -> new CalmConfig(30, 0, 4, 8, BACKBONE, HEAD, Double.NaN),
        "initializer_range must be above 0, got NaN");
    refused(
        () -> new CalmData(1, 0, 1, true),
        "texts per batch, chunks per text and held-out texts must be at least 1, got 1, 0 and 1");
  }

  @Test
  void textsFitTheContext() {
    BackboneConfig two = new BackboneConfig(16, 40, 2, 2, 2, 2, 10000, 1e-6);
    CalmConfig model = new CalmConfig(30, 29, 4, 8, two, HEAD, 0.02);
    refused(
        () -> new CalmRecipe(model, new CalmData(1, 3, 1, true), AdamWOptions.published()),
        "a text of 3 chunks does not fit the context of 2 positions: make texts shorter or"
            + " max_position_embeddings larger");
    assertThat(new CalmRecipe(model, new CalmData(1, 2, 1, true), AdamWOptions.published()))
        .isNotNull();
  }

  @Test
  void aCodecOfAnotherKindDoesNotFit() {
    CalmConfig config = config(29);
    config.requireFits(new ScriptedCodec(4, 8, 30));
    refused(
        () -> config.requireFits(new ScriptedCodec(2, 8, 30)),
        "the language model has 4 tokens per chunk (K), its autoencoder 2:"
            + " take the autoencoder it was trained with");
    refused(
        () -> config.requireFits(new ScriptedCodec(4, 9, 30)),
        "the language model has 8 entries per vector, its autoencoder 9:"
            + " take the autoencoder it was trained with");
    refused(
        () -> config.requireFits(new ScriptedCodec(4, 8, 31)),
        "the language model has 30 token ids, its autoencoder 31:"
            + " take the autoencoder it was trained with");
  }

  @Test
  void aModelOverACodecHasItsSizes() {
    CalmConfig config = CalmConfig.over(new ScriptedCodec(2, 9, 31), BACKBONE);
    assertThat(config.patchSize()).isEqualTo(2);
    assertThat(config.latentSize()).isEqualTo(9);
    assertThat(config.vocabSize()).isEqualTo(31);
    assertThat(config.padTokenId()).isEqualTo(30);
    assertThat(config.head()).isEqualTo(new EnergyHeadConfig(4, 64, 8, 100, 1));
    config.requireFits(new ScriptedCodec(2, 9, 31));
    CalmConfig small = CalmConfig.small(new ScriptedCodec(4, 64, 1000));
    assertThat(small.vocabSize()).isEqualTo(1000);
    assertThat(small.backbone().hiddenSize()).isEqualTo(192);
    assertThat(small.head()).isEqualTo(new EnergyHeadConfig(2, 32, 8, 50, 1));
  }

  /** Published: 371M. Counted by hand from the description of the model. */
  @Test
  void theMediumModelHasThePublishedNumberOfParameters() {
    long h = 1024;
    long table = 128_257 * h;
    long projection = (2 * h * 4 * h + 2 * h) + (h * 2 * h + h) + 2 * h;
    long layer = 4 * h * h + 3 * h * 2752 + 2 * h;
    long backbone = 16 * layer + h;
    long conditioning = (64 * h + h) + (h * h + h) + 2 * 2 * h;
    long block =
        2 * h // norm
            + (2 * h * h + h) // of [x | c]
            + (h * h + h)
            + (h * 2 * h + 2 * h)
            + (h * h + h);
    long last = 2 * h + (h * h + h) + (h * 128 + 128);
    long expected = table + projection + backbone + conditioning + 4 * block + last;
    assertThat(expected).isEqualTo(371_732_608L);
    assertThat(new CalmNetwork(CalmConfig.calmM()).parameterCount()).isEqualTo(expected);
    assertThat(CalmConfig.calmL(1024, 2752, 16, 16)).isEqualTo(CalmConfig.calmM());
    assertThat(CalmConfig.calmXl(1024, 2752, 16, 16)).isEqualTo(CalmConfig.calmM());
  }

  @Test
  void thePaddingStartsAsZeroAndNothingElseDoes() {
    CalmConfig config = config(7);
    Map<String, INDArray> weights = new CalmNetwork(config).initialize(new RandomStreams(3));
    INDArray table = weights.get("transformer.embed_tokens.weight");
    assertThat(table.shape()).containsExactly(30, 16);
    float[] zero = new float[16];
    for (int id = 0; id < 30; id++) {
      float[] row = table.getRow(id).toFloatVector();
      assertThat(row.length).isEqualTo(16);
      if (id == 7) {
        assertThat(row).isEqualTo(zero);
      } else {
        assertThat(row).doesNotContain(0f);
      }
    }
    Map<String, INDArray> same = new CalmNetwork(config).initialize(new RandomStreams(3));
    weights.forEach((name, array) -> assertThat(same.get(name)).isEqualTo(array));
    Map<String, INDArray> other = new CalmNetwork(config).initialize(new RandomStreams(4));
    assertThat(other.get("transformer.embed_tokens.weight")).isNotEqualTo(table);
  }
}
