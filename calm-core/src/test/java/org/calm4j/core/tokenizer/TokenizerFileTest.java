package org.calm4j.core.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "r50k:259", "r50k:4096", "cl100k:8192", "cl100k"})
  void whatWasSavedIsLoaded(String spec) {
    Tokenizer saved = Tokenizers.of(spec);
    Tokenizers.save(saved, file);
    Tokenizer loaded = Tokenizers.load(file);
    assertThat(loaded.identity()).isEqualTo(saved.identity());
    assertThat(loaded.spec()).isEqualTo(spec);
    assertThat(loaded.vocabularySize()).isEqualTo(saved.vocabularySize());
    assertThat(loaded.padId()).isEqualTo(saved.padId());
    RandomText texts = new RandomText(2, spec);
    for (int i = 0; i < 100; i++) {
      String text = texts.next();
      assertThat(loaded.encode(text)).isEqualTo(saved.encode(text));
    }
    assertThat(Tokenizers.of(file.toString()).identity()).isEqualTo(saved.identity());
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Tokenizers.save(Tokenizers.of("r50k:300"), file);
    byte[] first = Files.readAllBytes(file);
    Tokenizers.save(Tokenizers.load(file), file);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void aSavedListCanBeCutFurther() {
    Tokenizers.save(Tokenizers.of("r50k:4096"), file);
    assertThat(Tokenizers.of(file + ":1024").identity())
        .isEqualTo(Tokenizers.of("r50k:1024").identity());
    assertThatThrownBy(() -> Tokenizers.of(file + ":5000"))
        .hasMessageContaining("above the 4096 ids");
    Tokenizers.save(new ByteTokenizer(), file);
    assertThatThrownBy(() -> Tokenizers.of(file + ":259")).hasMessageContaining("takes no size");
  }

  /** Each change leaves well-formed JSON behind. */
  @ParameterizedTest
  @CsvSource({
    "'\"YQ==\", ', '', must begin at",
    "'\"YQ==\", \"Yg==\"', '\"Yg==\", \"YQ==\"', has not the identity",
    "'\"YQ==\"', '\"Y?==\"', is not base64",
    "'\"YQ==\"', '\"\"', has no token",
    "'\"YQ==\"', 7, rank 64",
    "'\"bos\" : 297', '\"bos\" : 3', bos and eos must be",
    "'\"pad\" : 299', '\"pad\" : 298', pad must be the last id",
    "'\"eos\" : 298', '\"eos\" : \"x\"', 'field ''eos'' must be an integer'",
    "'<|eos|>', '<|bos|>', the same name",
    "'<|eos|>', '<|end|>', has not the identity",
    "'\"kind\" : \"bpe\"', '\"kind\" : \"words\"', '''kind'' must be ''bytes'', ''bpe'' or ''mapped-bpe'''",
    "'\"kind\" : \"bpe\"', '\"kind\" : \"bytes\"', special ids are not those",
    "'\"ranks\"', '\"rank\"', 'field ''ranks'' must be an array'",
    "'\"identity\"', '\"id\"', 'field ''identity'' must be text'",
    "'\\p{L}', '\\p{M}', split pattern is none",
    "'\"version\" : 1', '\"version\" : 2', reads version 1",
    "'calm-tokenizer', 'other', no tokenizer of this library"
  })
  void changedFilesAreRefused(String from, String to, String message) throws IOException {
    Tokenizers.save(Tokenizers.of("r50k:300"), file);
    String text = Files.readString(file);
    String from2 = from.replace("\\p", "\\\\p");
    assertThat(text).contains(from2);
    Files.writeString(file, text.replace(from2, to.replace("\\p", "\\\\p")));
    assertThatThrownBy(() -> Tokenizers.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    Tokenizers.save(Tokenizers.of("r50k:300"), file);
    String text = Files.readString(file);
    for (int length : new int[] {0, 1, 30, text.length() / 2, text.length() - 3}) {
      Files.writeString(file, text.substring(0, length));
      assertThatThrownBy(() -> Tokenizers.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> Tokenizers.load(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }
}
