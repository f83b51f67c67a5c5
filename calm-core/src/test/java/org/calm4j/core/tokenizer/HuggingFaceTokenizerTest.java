package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.calm4j.core.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hugging Face's files, made from ranks whose ids are known. */
class HuggingFaceTokenizerTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("tokenizer.json");
  }

  private ObjectNode saved(String spec) {
    Tokenizers.saveHuggingFace(Tokenizers.of(spec), folder);
    return (ObjectNode) Json.read(file, JsonNode.class);
  }

  private Tokenizer read(ObjectNode root) {
    Json.write(file, root);
    return Tokenizers.of(file.toString());
  }

  private static void assertSameIds(Tokenizer actual, Tokenizer expected) {
    RandomText texts = new RandomText(3, expected.spec());
    for (int i = 0; i < 200; i++) {
      String text = texts.next();
      assertThat(actual.encode(text)).isEqualTo(expected.encode(text));
      assertThat(actual.decode(actual.encode(text))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:259", "r50k:4096", "cl100k:8192", "r50k"})
  void idsAreThoseOfOurOwn(String spec) {
    Tokenizer own = Tokenizers.of(spec);
    ObjectNode root = saved(spec);
    assertThat(root.path("model").path("vocab")).hasSize(own.vocabularySize() - 3);
    Tokenizer read = Tokenizers.of(file.toString());
    assertThat(read.identity()).isEqualTo(own.identity());
    assertThat(List.of(read.bosId(), read.eosId(), read.padId()))
        .containsExactly(own.bosId(), own.eosId(), own.padId());
    assertSameIds(read, own);
    assertThat(Tokenizers.of(file + (spec.equals("bytes") ? "" : ":259")).vocabularySize())
        .isEqualTo(259);
  }

  /** The spellings of known tokens, and of bytes that are not printable. */
  @Test
  void tokensAreSpelledInTheByteAlphabet() {
    ObjectNode root = saved("r50k:1024");
    JsonNode vocabulary = root.path("model").path("vocab");
    assertThat(vocabulary.path("!").intValue()).isZero();
    assertThat(vocabulary.path("\u0100").intValue()).isEqualTo(188);
    assertThat(vocabulary.path("\u0120").intValue()).isEqualTo(220);
    assertThat(vocabulary.path("\u0120t").intValue()).isEqualTo(256);
    assertThat(vocabulary.path("\u0120the").intValue()).isEqualTo(262);
    assertThat(root.path("model").path("merges").path(0).asText()).isEqualTo("\u0120 t");
    assertThat(root.path("model").path("merges")).hasSize(1021 - 256);
    assertThat(ByteAlphabet.read("\u0120\u0100\u00ff")).containsExactly(' ', 0, 0xff);
    assertThat(ByteAlphabet.read("a b")).isEmpty();
    assertThat(ByteAlphabet.read("\u4e00")).isEmpty();
  }

  /**
   * GPT-2's own file: a pre-tokenizer with a built-in pattern, one special id, merges that count.
   */
  @Test
  void aFileInTheMannerOfGpt2() {
    ObjectNode root = saved("r50k:2000");
    ObjectNode model = (ObjectNode) root.get("model");
    model.remove("ignore_merges");
    root.remove("post_processor");
    ArrayNode added = root.putArray("added_tokens");
    added.addObject().put("id", 1997).put("content", "<|endoftext|>").put("special", true);
    ((ObjectNode) model.get("vocab")).put("<|endoftext|>", 1997);
    Path roles = folder.resolve("tokenizer_config.json");
    Json.write(roles, Map.of("bos_token", "<|endoftext|>", "eos_token", "<|endoftext|>"));
    Tokenizer read = read(root);
    assertThat(List.of(read.eosId(), read.bosId(), read.padId())).containsExactly(1997, 1998, 1999);
    assertSameIds(read, Tokenizers.of("r50k:2000"));
  }

  /** Llama 3's file: merges as pairs, a Split before ByteLevel, the padding is added behind. */
  @Test
  void aFileInTheMannerOfLlama3() throws IOException {
    ObjectNode root = saved("cl100k:3000");
    assertThat(root.path("pre_tokenizer").path("pretokenizers").path(0).path("type").asText())
        .isEqualTo("Split");
    ArrayNode pairs = Json.mapper().createArrayNode();
    for (JsonNode merge : root.path("model").path("merges")) {
      String[] parts = merge.asText().split(" ", -1);
      pairs.addArray().add(parts[0]).add(parts[1]);
    }
    ((ObjectNode) root.get("model")).set("merges", pairs);
    ArrayNode added = root.putArray("added_tokens");
    added.addObject().put("id", 2997).put("content", "<|begin_of_text|>").put("special", true);
    added.addObject().put("id", 2998).put("content", "<|end_of_text|>").put("special", true);
    Files.delete(folder.resolve("tokenizer_config.json"));
    Tokenizer read = read(root);
    assertThat(List.of(read.bosId(), read.eosId(), read.padId())).containsExactly(2997, 2998, 2999);
    assertSameIds(read, Tokenizers.of("cl100k:3000"));
  }

  /** Special ids first, tokens numbered backwards: ids are mapped, also after saving. */
  @Test
  void idsThatAreNotRanks() {
    Tokenizer own = Tokenizers.of("r50k:1000");
    ObjectNode root = saved("r50k:1000");
    ObjectNode vocabulary = (ObjectNode) root.get("model").get("vocab");
    vocabulary
        .properties()
        .forEach(entry -> vocabulary.put(entry.getKey(), 1100 - entry.getValue().intValue()));
    ArrayNode added = root.putArray("added_tokens");
    added.addObject().put("id", 0).put("content", "<s>").put("special", true);
    added.addObject().put("id", 1).put("content", "</s>").put("special", true);
    added.addObject().put("id", 2).put("content", "<pad>").put("special", true);
    Json.write(
        folder.resolve("tokenizer_config.json"), Map.of("bos_token", Map.of("content", "<s>")));
    Tokenizer read = read(root);
    assertThat(List.of(read.bosId(), read.eosId(), read.padId(), read.vocabularySize()))
        .containsExactly(0, 1, 1101, 1102);
    RandomText texts = new RandomText(3, "mapped");
    for (int i = 0; i < 200; i++) {
      String text = texts.next();
      int[] ids = own.encode(text);
      for (int j = 0; j < ids.length; j++) {
        ids[j] = 1100 - ids[j];
      }
      assertThat(read.encode(text)).isEqualTo(ids);
      assertThat(read.decode(ids)).isEqualTo(text);
    }
    assertThat(read.decode(0, 50, 1101)).isEmpty();
    assertThatThrownBy(() -> read.decode(1102)).hasMessageContaining("must be in [0, 1102)");

    Path copy = folder.resolve("ours.json");
    Tokenizers.save(read, copy);
    assertThat(Tokenizers.load(copy).identity()).isEqualTo(read.identity());
    assertThat(Tokenizers.load(copy).encode("Hello there")).isEqualTo(read.encode("Hello there"));
    assertThat(read.identity()).isNotEqualTo(own.identity());
    Tokenizer cut = Tokenizers.of(copy + ":300");
    assertThat(cut.encode(" the")).hasSameSizeAs(Tokenizers.of("r50k:300").encode(" the"));
    assertThat(cut.decode(cut.encode("Hello there"))).isEqualTo("Hello there");

    Tokenizers.saveHuggingFace(read, folder);
    assertThat(Tokenizers.of(file.toString()).identity()).isEqualTo(read.identity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/model | type | `WordPiece` | the kind WordPiece, and only byte-level BPE",
        "/model | type | `Unigram` | the kind Unigram",
        "/model | dropout | 0.1 | asks for dropout 0.1",
        "/model | byte_fallback | true | asks for byte_fallback true",
        "/model | end_of_word_suffix | `</w>` | asks for end_of_word_suffix",
        "/model | vocab | [] | needs a vocab and merges",
        "/model | merges | {} | needs a vocab and merges",
        "/model | merges | [`x`] | does not make a token out of two",
        "/model | merges | [`a zzz`] | does not make a token out of two",
        "/model | merges | [[`a`,`b`,`c`]] | does not make a token",
        "/model | merges | [] | no merge makes its token",
        "/model/vocab | a b | 7000 | not spelled in the byte-level alphabet",
        "/model/vocab | the | -1 | the token 'the' has the id -1",
        "/model/vocab | the | `x` | the token 'the' has the id",
        "/model/vocab | zz | 5 | the id 5 is given twice",
        "/model/vocab | zzqq | 5000 | no merge makes its token 'zzqq'",
        "/ | normalizer | {`type`:`NFC`} | asks for normalizer",
        "/ | pre_tokenizer | {`type`:`Metaspace`} | its pre-tokenizer is neither",
        "/ | pre_tokenizer | {} | its pre-tokenizer is neither",
        "/ | pre_tokenizer | {`type`:`ByteLevel`,`add_prefix_space`:true} | its pre-tokenizer is",
        "/ | added_tokens | [{`id`:400,`content`:`<x>`,`special`:false}] | is not special",
        "/ | added_tokens | [{`id`:400}] | needs an id and a content",
      })
  void otherKindsAreRefused(String place, String key, String value, String part) {
    ObjectNode root = saved("r50k:300");
    ObjectNode parent = place.equals("/") ? root : (ObjectNode) root.at(place);
    ((ObjectNode) root.get("model")).put("ignore_merges", false);
    parent.set(key, Json.parse("value", value.replace('`', '"'), JsonNode.class));
    assertThatThrownBy(() -> read(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is a Hugging Face tokenizer that cannot be used here: ")
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aTokenThatIsMergedInTwoPlaces() {
    ObjectNode root = saved("r50k:300");
    ArrayNode merges = (ArrayNode) root.get("model").get("merges");
    merges.add(merges.get(0));
    assertThatThrownBy(() -> read(root)).hasMessageContaining("merged in two places");
  }

  @Test
  void missingBytes() {
    ObjectNode root = saved("r50k:300");
    ObjectNode vocabulary = (ObjectNode) root.get("model").get("vocab");
    vocabulary.remove("\u0100");
    assertThatThrownBy(() -> read(root)).hasMessageContaining("255 of the 256 single bytes");
  }
}
