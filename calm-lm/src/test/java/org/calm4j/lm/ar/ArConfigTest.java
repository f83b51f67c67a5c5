package org.calm4j.lm.ar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.calm4j.core.io.Json;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.net.ArNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArConfigTest {
  private static ObjectNode golden() throws IOException {
    try (InputStream in =
        ArConfigTest.class.getResourceAsStream("/golden/models/ar_llama.config.json")) {
      return (ObjectNode) Json.mapper().readTree(in);
    }
  }

  @Test
  void aConfigurationOfHuggingFaceIsRead() throws IOException {
    assertThat(ConfigFile.read(golden())).isEqualTo(ArGolden.CONFIG);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    JsonNode written = ConfigFile.write(ArGolden.CONFIG, Tokenizers.of("bytes"));
    assertThat(ConfigFile.read(written)).isEqualTo(ArGolden.CONFIG);
    JsonNode golden = golden();
    written
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.endsWith("token_id")) {
                assertThat(written.get(key).toString())
                    .as(key)
                    .isEqualTo(golden.path(key).toString());
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tie_word_embeddings | true | config.json asks for tie_word_embeddings true, which is not"
            + " supported",
        "attention_bias | true | config.json asks for attention_bias true, which is not supported",
        "rope_scaling | {\"factor\":2} | config.json asks for rope_scaling {\"factor\":2}, which is"
            + " not supported",
        "hidden_act | \"gelu\" | config.json asks for hidden_act gelu, only silu is supported",
        "head_dim | 16 | config.json asks for head_dim 16, only hidden_size / num_attention_heads ="
            + " 12 is supported",
        "vocab_size | null | config.json must have an integer vocab_size, found null",
        "hidden_size | 50 | hidden_size must be a multiple of num_attention_heads, got 50 and 4"
      })
  void whatThisModelHasNotIsRefused(String key, String value, String sentence) throws IOException {
    ObjectNode node = golden();
    node.set(key, Json.mapper().readTree(value));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigFile.read(node))
        .withMessage(sentence);
  }

  @Test
  void sizesAreChecked() {
    BackboneConfig backbone = BackboneConfig.of(16, 40, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArConfig.of(0, backbone))
        .withMessage("vocab_size must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArConfig.of(9, backbone).withInitializerRange(0))
        .withMessage("initializer_range must be above 0, got 0.0");
  }

  /** Counted by hand: half as many heads of keys and values, a matrix of its own for the output. */
  @Test
  void parametersAreCounted() {
    long h = 48;
    long layer = 2 * h * h + 2 * h * h / 2 + 3 * h * 128 + 2 * h;
    assertThat(new ArNetwork(ArGolden.CONFIG).parameterCount())
        .isEqualTo(2 * 160 * h + 2 * layer + h);
  }
}
