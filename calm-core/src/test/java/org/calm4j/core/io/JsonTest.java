package org.calm4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
  record Part(int headDim, List<Double> betas) {
    Part {
      if (headDim < 1) {
        throw new IllegalArgumentException("headDim must be at least 1, got " + headDim);
      }
    }
  }

  record Whole(String modelType, Part part, boolean tied, Map<String, Double> metrics) {}

  @TempDir Path folder;

  private static Whole sample() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.5);
    metrics.put("nan", Double.NaN);
    metrics.put("low", Double.NEGATIVE_INFINITY);
    return new Whole("é", new Part(64, List.of(0.9, 0.95)), true, metrics);
  }

  @Test
  void recordsComeBackFromSnakeCase() throws IOException {
    Path file = folder.resolve("config.json");
    Json.write(file, sample());
    assertThat(Files.readString(file))
        .startsWith("{\n  \"model_type\" : \"é\",\n  \"part\" : {\n    \"head_dim\" : 64")
        .contains("\"nan\" : \"NaN\"")
        .endsWith("}\n");
    assertThat(Json.read(file, Whole.class)).isEqualTo(sample());
  }

  @Test
  void lineIsOneLine() {
    assertThat(Json.line(sample().part())).isEqualTo("{\"head_dim\":64,\"betas\":[0.9,0.95]}");
  }

  @Test
  void errorsNameFileAndField() throws IOException {
    String good = Json.line(sample());
    assertRefused(good.replace("64", "0"), ", field part: headDim must be at least 1, got 0");
    assertRefused(good.replace("64", "\"64\""), ", field part.head_dim: ");
    assertRefused(good.replace("64", "64.5"), ", field part.head_dim: ");
    assertRefused(good.replace("64", "null"), ", field part.head_dim: ");
    assertRefused(good.replace("0.95", "[]"), ", field part.betas.[1]: ");
    assertRefused(
        good.replace("\"head_dim\"", "\"heads\":1,\"head_dim\""),
        ", field part.heads: no such field is known");
    assertRefused(good.replace("\"head_dim\":64,", ""), ", field part.head_dim is missing");
    assertRefused(good.replace("\"tied\"", "\"model_type\""), "model_type");
    assertRefused(good + "x", " is not valid JSON at line 1, column ");
    assertRefused(good + "{}", "railing");
    assertRefused(good.substring(0, 20), " is not valid JSON at line 1, column ");
    assertRefused("null", " holds null");
    assertRefused("", "");
    assertRefused("[".repeat(100_000), "");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Json.read(missing, Whole.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + missing + ": it does not exist");
  }

  private void assertRefused(String content, String part) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), content);
    assertThatThrownBy(() -> Json.read(file, Whole.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }
}
