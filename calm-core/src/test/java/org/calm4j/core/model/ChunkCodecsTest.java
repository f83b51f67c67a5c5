package org.calm4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.TableCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.io.Json;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ChunkCodecsTest {
  private final Engine engine = new Engine(1);

  @TempDir Path temporary;

  @AfterEach
  void stop() {
    engine.close();
  }

  private Path model(String kind) {
    Tokenizer tokenizer = Tokenizers.of("bytes");
    Provenance provenance =
        Provenance.of(
            kind,
            Json.mapper().valueToTree(Map.of()),
            new DataIdentity(List.of("stories:4:7"), "abc", 10, 1000),
            TokenizerIdentity.of(tokenizer),
            new RunSummary(7, 1, 1, 1, "2026-01-31T12:00:00Z", "2026-01-31T12:01:30Z"));
    Path folder = temporary.resolve(kind);
    ModelDirectory.save(
        folder, Map.of(), Map.of("w", Nd4j.createFromArray(1f)), tokenizer, provenance);
    return folder;
  }

  /** Opens folders of one kind. */
  private record Provider(String kind, ChunkCodec codec) implements ChunkCodecProvider {
    @Override
    public ChunkCodec open(Path folder, Engine engine) {
      return codec;
    }
  }

  @Test
  void asksTheProviderOfTheKind() {
    ChunkCodec first = new TableCodec(2, 3);
    ChunkCodec second = new TableCodec(2, 3);
    List<ChunkCodecProvider> providers =
        List.of(new Provider("first", first), new Provider("second", second));
    assertThat(ChunkCodecs.open(model("second"), engine, providers)).isSameAs(second);
    assertThat(ChunkCodecs.open(model("first"), engine, providers)).isSameAs(first);
  }

  @Test
  void withoutAProviderTheArtifactIsNamed() {
    Path folder = model("autoencoder");
    // The module with the provider is not on the class path of these tests.
    assertThatIllegalStateException()
        .isThrownBy(() -> ChunkCodecs.open(folder, engine))
        .withMessage(
            folder
                + " holds an autoencoder, but nothing on the class path can open it: add the Maven"
                + " artifact org.calm4j:calm-autoencoder");
  }

  @Test
  void aModelThatIsNoCodecIsNamed() {
    Path folder = model("language-model");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodecs.open(folder, engine))
        .withMessage(
            folder
                + " holds a model of kind language-model, which does not turn chunks of tokens into"
                + " vectors: give the folder of one of kind autoencoder");
  }

  @Test
  void foldersWithoutAModelAreNamed() throws IOException {
    Path missing = temporary.resolve("missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodecs.open(missing, engine))
        .withMessage(missing + " does not exist where a model folder is needed");
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodecs.open(file, engine))
        .withMessage(file + " is a file where a model folder is needed");
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkCodecs.open(empty, engine))
        .withMessage(empty + " is not a whole model: provenance.json is missing in it");
  }
}
