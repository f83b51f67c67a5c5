package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs and rank files, good and bad. */
class TokenizersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r50",
        "R50K:4096",
        "missing.model",
        "missing.model:4096",
        "r50k:",
        "r50k:4k",
        ":4096",
        "r50k:99999999999"
      })
  void unknownSpecsAreAnsweredWithTheForms(String spec) {
    assertThatThrownBy(() -> Tokenizers.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown tokenizer '" + spec + "'")
        .hasMessageContaining("bytes, r50k:SIZE, cl100k:SIZE, or an existing file");
  }

  @ParameterizedTest
  @CsvSource({
    "r50k:258, at least 259",
    "cl100k:-5, at least 259",
    "r50k:50260, above the 50259 ids",
    "cl100k:200000, above the 100259 ids",
    "bytes:300, takes no size"
  })
  void sizesHaveLimits(String spec, String message) {
    assertThatThrownBy(() -> Tokenizers.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("'" + spec + "'");
  }

  @Test
  void theWholeListMayAlsoBeNamedByItsSize() {
    assertThat(Tokenizers.of("r50k:50259").identity()).isEqualTo(Tokenizers.of("r50k").identity());
  }

  @Test
  void identitiesTellTokenizersApart() {
    assertThat(List.of("bytes", "r50k:259", "r50k:4096", "r50k:4097", "cl100k:259", "cl100k:4096"))
        .extracting(spec -> Tokenizers.of(spec).identity())
        .doesNotHaveDuplicates()
        .allMatch(identity -> identity.matches("[0-9a-f]{64}"));
    assertThat(Tokenizers.of("r50k:4096").identity())
        .isEqualTo(Tokenizers.of("r50k:4096").identity());
  }

  @Test
  void aRankFileIsReadWholeOrCut() throws IOException {
    Path file = write(lines());
    Tokenizer whole = Tokenizers.of(file.toString());
    assertThat(whole.vocabularySize()).isEqualTo(261);
    assertThat(whole.encode("abc")).containsExactly(257);
    Tokenizer cut = Tokenizers.of(file + ":260");
    assertThat(cut.encode("abc")).containsExactly(256, 'c');
    assertThat(cut.padId()).isEqualTo(259);
  }

  @Test
  void carriageReturnsAndEmptyLinesAreNoDamage() throws IOException {
    Path file = folder.resolve("dos.model");
    Files.writeString(file, "\r\n" + String.join("\r\n", lines()) + "\r\n\r\n");
    assertThat(Tokenizers.of(file.toString()).identity())
        .isEqualTo(Tokenizers.of(write(lines()).toString()).identity());
  }

  @Test
  void aColonInAnExistingNameIsNoSize() throws IOException {
    Path file = folder.resolve("ranks:260");
    Files.write(file, lines());
    assertThat(Tokenizers.of(file.toString()).vocabularySize()).isEqualTo(261);
    assertThat(Tokenizers.of(file + ":259").vocabularySize()).isEqualTo(259);
  }

  @ParameterizedTest
  @CsvSource({
    "!!!! 17, a token in base64",
    "EQ==, a token in base64",
    "'', rank 17 must follow here",
    "EQ== 18, 'rank 17 must follow here, found ''18'''",
    "EQ== 1, rank 17 must follow here",
    "EQ== x, rank 17 must follow here",
    "' 17', a token in base64"
  })
  void damagedLinesAreNamed(String line, String message) throws IOException {
    List<String> lines = lines();
    lines.set(17, line);
    Path file = write(lines);
    int number = line.isEmpty() ? 19 : 18;
    assertThatThrownBy(() -> Tokenizers.of(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + ", line " + number + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void emptyBinaryAndIncompleteFilesAreRefused() throws IOException {
    Path file = folder.resolve("tokenizer.model");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Tokenizers.of(file.toString()))
        .hasMessageContaining(file + " is empty");
    Files.write(file, new byte[] {10, 0, 1, (byte) 200, 27, 7, 10});
    assertThatThrownBy(() -> Tokenizers.of(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '???");
    Files.write(file, lines().subList(0, 200));
    assertThatThrownBy(() -> Tokenizers.of(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only 200 of the 256 single bytes");
    List<String> twice = lines();
    twice.add(line("ab", 258));
    Files.write(file, twice);
    assertThatThrownBy(() -> Tokenizers.of(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rank 258 stands there twice");
  }

  @Test
  void aFolderIsNoTokenizer() {
    assertThatThrownBy(() -> Tokenizers.of(folder.toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read " + folder);
  }

  /** The 256 bytes, "ab" and "abc". */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      lines.add(line(String.valueOf((char) i), i));
    }
    lines.add(line("ab", 256));
    lines.add(line("abc", 257));
    return lines;
  }

  private static String line(String token, int rank) {
    byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
    return Base64.getEncoder().encodeToString(bytes) + " " + rank;
  }

  private Path write(List<String> lines) throws IOException {
    return Files.write(folder.resolve("ranks.model"), lines);
  }
}
