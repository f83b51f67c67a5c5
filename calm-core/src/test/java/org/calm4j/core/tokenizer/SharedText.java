package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Real text and ranks that lie beside the repository and are no part of it. */
final class SharedText {
  private SharedText() {}

  /** A file of the shared data; the test is skipped where it is absent. */
  static Path file(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isDirectory(root.resolve("calm-core"))) {
      root = root.getParent();
    }
    Path file = root == null ? null : root.resolveSibling("shared").resolve("data").resolve(name);
    Assumptions.assumeTrue(
        file != null && Files.isRegularFile(file), "shared data is absent: " + name);
    return file;
  }

  /** The documents of a JSON lines file. */
  static List<String> documents(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> documents = new ArrayList<>();
    for (String line : Files.readAllLines(file(name))) {
      documents.add(mapper.readTree(line).get("text").asText());
    }
    return documents;
  }
}
