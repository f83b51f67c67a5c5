package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTokenizerCommandTest {
  @TempDir private Path folder;

  private Session train(Object in, int size, Path out) {
    return new Session("train-tokenizer", "--in", in, "--size", size, "--out", out, "--json");
  }

  @Test
  void writesWhatTheOtherCommandsTake() {
    Path out = folder.resolve("tokenizer.json");
    Session session = train("stories:0.02:1", 500, out);
    assertThat(session.status).isZero();
    assertThat(session.json().path("vocabulary_size").intValue()).isEqualTo(500);
    assertThat(session.json().path("documents").intValue()).isPositive();
    assertThat(session.out()).contains("ids                   500\n");
    assertThat(Tokenizers.of(out.toString()).vocabularySize()).isEqualTo(500);
    Path store = folder.resolve("store.tokens");
    Session tokenize =
        new Session("tokenize", "--in", "stories:0.02:2", "--tokenizer", out, "--out", store);
    assertThat(tokenize.status).isZero();
  }

  @Test
  void badInputIsOneSentence() throws IOException {
    Path out = folder.resolve("tokenizer.json");
    Session small = train("stories:0.02:1", 258, out);
    assertThat(small.status).isEqualTo(1);
    assertThat(small.err()).contains("at least 259 (256 bytes and 3 special ids)");
    Session missing = train(folder.resolve("no.txt"), 500, out);
    assertThat(missing.status).isNotZero();
    assertThat(missing.err().lines()).singleElement().asString().contains("no.txt");
    assertThat(out).doesNotExist();
    Path precious = Files.writeString(folder.resolve("precious.txt"), "mine");
    Session over = train("stories:0.02:1", 500, precious);
    assertThat(over.status).isEqualTo(1);
    assertThat(over.err()).contains("precious.txt exists already: choose another --out");
    assertThat(precious).hasContent("mine");
  }
}
