package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published facts about the vocabulary of the published checkpoints, on real text. */
class LlamaTokenizerTest {
  private static final String MODEL = "llama3-tokenizer.model";
  private static final String WIKITEXT = "wikitext2-raw-test.jsonl";
  private static final double WORDS = 241_211;

  /** 289,083 is the sum over the 62 documents, each tokenized by itself without special ids. */
  @Test
  void wikiTextHasThePublishedNumberOfTokensAndComesBack() throws IOException {
    Tokenizer tokenizer = Tokenizers.of(SharedText.file(MODEL).toString());
    List<String> documents = SharedText.documents(WIKITEXT);
    int tokens = 0;
    for (String document : documents) {
      int[] ids = tokenizer.encode(document);
      assertThat(tokenizer.decode(ids)).isEqualTo(document);
      tokens += ids.length;
    }
    assertThat(documents).hasSize(62);
    assertThat(tokens).isEqualTo(289_083);
  }

  @Test
  void specialIdsAreLlama3sAndOnePad() {
    BpeTokenizer tokenizer = (BpeTokenizer) Tokenizers.of(SharedText.file(MODEL).toString());
    assertThat(tokenizer.vocabularySize()).isEqualTo(128_257);
    assertThat(tokenizer.bosId()).isEqualTo(128_000);
    assertThat(tokenizer.eosId()).isEqualTo(128_001);
    assertThat(tokenizer.padId()).isEqualTo(128_256);
    List<String> names = tokenizer.special().names();
    assertThat(names.subList(0, 11))
        .containsExactly(
            "<|begin_of_text|>",
            "<|end_of_text|>",
            "<|reserved_special_token_0|>",
            "<|reserved_special_token_1|>",
            "<|reserved_special_token_2|>",
            "<|reserved_special_token_3|>",
            "<|start_header_id|>",
            "<|end_header_id|>",
            "<|reserved_special_token_4|>",
            "<|eot_id|>",
            "<|reserved_special_token_5|>");
    assertThat(names.get(255)).isEqualTo("<|reserved_special_token_250|>");
    assertThat(tokenizer.decode(128_000, 9906, 128_100, 128_256)).isEqualTo("Hello");
  }

  @Test
  void itsFirstRanksAreThoseOfCl100k() {
    Path model = SharedText.file(MODEL);
    BpeTokenizer llama = (BpeTokenizer) Tokenizers.of(model.toString());
    BpeTokenizer cl100k = (BpeTokenizer) Tokenizers.of("cl100k");
    for (int rank = 0; rank < 100_000; rank++) {
      assertThat(Arrays.equals(llama.ranks().get(rank), cl100k.ranks().get(rank))).isTrue();
    }
    assertThat(Tokenizers.of(model + ":8192").identity())
        .isEqualTo(Tokenizers.of("cl100k:8192").identity());
    assertThat(Tokenizers.of(model + ":8192").spec()).endsWith(":8192");
    assertThatThrownBy(() -> Tokenizers.of(model + ":128004"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above the 128003 ids");
  }

  @Test
  void savedItKeepsItsIds(@TempDir Path folder) throws IOException {
    Tokenizer tokenizer = Tokenizers.of(SharedText.file(MODEL).toString());
    Path file = folder.resolve("tokenizer.json");
    Tokenizers.save(tokenizer, file);
    Tokenizer loaded = Tokenizers.load(file);
    String document = SharedText.documents(WIKITEXT).get(0);
    assertThat(loaded.encode(document)).isEqualTo(tokenizer.encode(document));
    assertThat(loaded.identity()).isEqualTo(tokenizer.identity());
    assertThat(loaded.vocabularySize()).isEqualTo(128_257);
    assertThat(Tokenizers.of(file + ":8192").identity())
        .isEqualTo(Tokenizers.of("cl100k:8192").identity());
  }

  /** Counts of tiktoken for the same ranks and patterns. */
  @Test
  void cutListsGiveTheKnownCounts() throws IOException {
    List<String> documents = SharedText.documents(WIKITEXT);
    assertThat(tokens(Tokenizers.of("cl100k:8192"), documents)).isEqualTo(391_446);
    assertThat(tokens(Tokenizers.of("r50k:4096"), documents)).isEqualTo(397_224);
  }

  /**
   * The published tokens per word at V = 4096, 1.84 and 1.69, are for V ranks and Llama 3's
   * pattern, also with the ranks of r50k; with its own pattern r50k needs 1.65.
   */
  @Test
  void tokensPerWordOfTheFirst4096Ranks() throws IOException {
    List<String> documents = SharedText.documents(WIKITEXT);
    assertThat(tokens(first4096("cl100k", SplitPattern.CL100K), documents) / WORDS)
        .isCloseTo(1.84, within(0.005));
    assertThat(tokens(first4096("r50k", SplitPattern.CL100K), documents) / WORDS)
        .isCloseTo(1.69, within(0.006));
    assertThat(tokens(first4096("r50k", SplitPattern.GPT_2), documents) / WORDS)
        .isCloseTo(1.65, within(0.005));
  }

  private static Tokenizer first4096(String name, SplitPattern pattern) {
    return new BpeTokenizer(name, pattern, RankList.bundled(name, 4096), SpecialTokens.three(4096));
  }

  private static int tokens(Tokenizer tokenizer, List<String> documents) {
    return documents.stream().mapToInt(document -> tokenizer.encode(document).length).sum();
  }
}
