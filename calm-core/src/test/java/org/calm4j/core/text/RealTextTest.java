package org.calm4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts that lie beside the repository, against the counts of their description. */
class RealTextTest {

  @ParameterizedTest
  @CsvSource({
    "enwiki2018-train.jsonl.zst, 22935, 51147267",
    "code-java-commons-lang.jsonl.zst, 626, 8456808",
    "wikitext2-raw-test.jsonl, 62, 1290527",
  })
  void documentsAreComplete(String name, long documents, long bytes) {
    Path file = data().resolve(name);
    assumeTrue(Files.exists(file), "there is no " + name + " beside the repository");
    long count = 0;
    long size = 0;
    try (TextDocuments texts = TextSource.of(file).open()) {
      while (texts.hasNext()) {
        size += TextSize.of(texts.next()).bytes();
        count++;
      }
    }
    assertThat(count).isEqualTo(documents);
    assertThat(size).isEqualTo(bytes);
  }

  /** The folder of shared texts beside the repository's root. */
  private static Path data() {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("calm-core/pom.xml"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }
}
