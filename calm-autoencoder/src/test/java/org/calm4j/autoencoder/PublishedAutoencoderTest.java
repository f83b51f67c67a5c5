package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.autoencoder.Golden.close;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.SafetensorsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The golden autoencoder from every container. */
class PublishedAutoencoderTest {
  @TempDir private Path folder;

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in =
        PublishedAutoencoderTest.class.getResourceAsStream("/golden/models/" + resource)) {
      Files.copy(Objects.requireNonNull(in), to);
    }
  }

  private Path published(String weights) throws IOException {
    Path published = Files.createDirectory(folder.resolve("published"));
    copy("ae_k4.config.json", published.resolve("config.json"));
    copy(
        weights,
        published.resolve(weights.endsWith(".bin") ? "pytorch_model.bin" : "model.safetensors"));
    return published;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ae_k4.safetensors", "ae_k4.pytorch_model.bin"})
  void importedItGivesTheGoldenNumbers(String weights) throws IOException {
    Path model = folder.resolve("model");
    new HubImport(published(weights), model, null, "r50k:320").run(progress -> {});
    Map<String, INDArray> stored = Golden.read("cases/ae_eval.safetensors");
    int[] ids = Golden.ints(stored.get("input_ids"));
    try (Engine engine = new Engine(2);
        AutoencoderModel opened = AutoencoderModel.open(model, engine)) {
      try (Posterior posterior = opened.codec().posterior(new TokenChunks(ids, 4))) {
        close("mean", rows(posterior.mean()), flat(stored.get("mean")), 2e-5);
        close("log std", rows(posterior.logStd()), flat(stored.get("log_std")), 2e-5);
        assertThat(opened.codec().decode(posterior.mean()).ids())
            .isEqualTo(Golden.ints(stored.get("tokens_from_mean")));
      }
    }
  }

  private static INDArray rows(ChunkVectors vectors) {
    return Nd4j.createFromArray(vectors.toArrays());
  }

  private static INDArray flat(INDArray stored) {
    return stored.reshape(8, 16);
  }

  @Test
  void exportedItHasBothNamesAndAllKeys() throws IOException {
    Path published = published("ae_k4.pytorch_model.bin");
    Path model = folder.resolve("model");
    new HubImport(published, model, null, "r50k:320").run(progress -> {});
    Path out = folder.resolve("out");
    new HubExport(model, out, HubFormat.SAFETENSORS, null, 1 << 30).run(progress -> {});
    assertThat(Json.read(out.resolve("config.json"), JsonNode.class))
        .isEqualTo(Json.read(published.resolve("config.json"), JsonNode.class));
    Map<String, INDArray> golden = Golden.read("models/ae_k4.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(out.resolve("model.safetensors"))) {
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(golden.keySet());
      golden.forEach((name, array) -> assertThat(file.read(name)).as(name).isEqualTo(array));
    }
  }

  /** A configuration of the sizes alone becomes one that the published code knows. */
  @Test
  void sizesAreSeenInTheShapes() throws IOException {
    Path published = published("ae_k4.safetensors");
    ObjectNode expected = (ObjectNode) Json.read(published.resolve("config.json"), JsonNode.class);
    try (SafetensorsFile file = SafetensorsFile.open(published.resolve("model.safetensors"))) {
      ObjectNode inferred = new AutoencoderLayout().inferred(file).orElseThrow();
      inferred
          .properties()
          .forEach(
              entry ->
                  assertThat(entry.getValue().asText())
                      .as(entry.getKey())
                      .isEqualTo(expected.path(entry.getKey()).asText()));
      assertThat(new AutoencoderLayout().parameters(inferred))
          .hasSameSizeAs(new AutoencoderLayout().parameters(expected));
    }
  }
}
