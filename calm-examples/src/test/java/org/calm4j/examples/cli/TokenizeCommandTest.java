package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.store.TokenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizeCommandTest {
  @TempDir private Path folder;

  @Test
  void countsWhatItStores() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "Two words.");
    Path lines = Files.writeString(folder.resolve("b.jsonl"), "{\"text\":\"one \\ud800\"}\n");
    Path store = folder.resolve("out.tokens");
    Session session =
        new Session(
            "tokenize", "--in", text, lines, "--tokenizer", "bytes", "--out", store, "--json");

    assertThat(session.status).isZero();
    assertThat(session.json().path("documents").intValue()).isEqualTo(2);
    assertThat(session.json().path("tokens").intValue())
        .isEqualTo("Two words.".length() + 2 + "one ".length() + 3 + 2);
    assertThat(session.json().path("characters").intValue()).isEqualTo(10 + 5);
    assertThat(session.json().path("words").intValue()).isEqualTo(4);
    assertThat(session.json().path("tokens_per_word").doubleValue()).isEqualTo(17 / 4.0);
    assertThat(session.json().path("replaced_surrogates").intValue()).isEqualTo(1);
    assertThat(session.out()).contains("replaced surrogates   1\n");
    assertThat(TokenStore.open(store).documentCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "empty.txt, '', empty.txt",
    "bad.jsonl, '{\"body\":1}', text",
    "cut.txt.gz, 'no gzip', cut.txt.gz",
    "cut.jsonl.zst, 'no zst', cut.jsonl.zst"
  })
  void badTextIsOneSentenceAndNoStore(String name, String content, String named)
      throws IOException {
    Path text = Files.writeString(folder.resolve(name), content);
    Path store = folder.resolve("out.tokens");
    Session session =
        new Session("tokenize", "--in", text, "--tokenizer", "bytes", "--out", store, "--json");
    assertThat(session.status).isEqualTo(1);
    assertThat(session.err().lines()).singleElement().asString().contains(named);
    assertThat(session.out()).isEmpty();
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(text));
  }

  @Test
  void doesNotWriteOverWhatIsNoStore() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.txt"), "mine");
    Session session =
        new Session(
            "tokenize", "--in", "stories:0.001:1", "--tokenizer", "bytes", "--out", precious);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages()).singleElement().asString().contains("precious.txt");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void aDamagedTokenizerFileIsAFailure() throws IOException {
    Path ranks = Files.writeString(folder.resolve("tokenizer.model"), "nothing like ranks\n");
    Session session =
        new Session(
            "tokenize",
            "--in",
            "stories:0.001:1",
            "--tokenizer",
            ranks,
            "--out",
            folder.resolve("x"));
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages()).singleElement().asString().contains("tokenizer.model");
  }
}
