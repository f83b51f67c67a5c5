package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.calm4j.core.hub.HubExport;
import org.calm4j.core.hub.HubFormat;
import org.calm4j.core.hub.HubImport;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Published folders with damaged, foreign and lying files: one sentence, no part of a model, and no
 * memory for what is only claimed.
 */
class HubImportHostileTest {
  @TempDir private Path folder;
  private Path source;
  private Path out;

  @BeforeEach
  void make() {
    source = PublishedFolder.make(folder.resolve("source"), "calm_k4_energy.safetensors");
    out = folder.resolve("out");
  }

  private void assertRefused(Path published, String... parts) throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HubImport(published, out, null, PublishedFolder.TOKENIZER).run(progress -> {}))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    assertThat(Files.exists(out)).isFalse();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("."));
    }
  }

  /** The golden model in shards. */
  private Path sharded(HubFormat format) {
    Path model = PublishedFolder.imported(source, folder.resolve("model"));
    Path shards = folder.resolve("sharded");
    new HubExport(model, shards, format, null, 90_000).run(progress -> {});
    return shards;
  }

  private static Path shard(Path sharded, int number) throws IOException {
    try (Stream<Path> files = Files.list(sharded)) {
      return files
          .filter(file -> file.getFileName().toString().contains("%05d-of".formatted(number)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void changeIndex(Path sharded, Consumer<ObjectNode> change) throws IOException {
    try (Stream<Path> files = Files.list(sharded)) {
      Path index =
          files.filter(file -> file.toString().endsWith(".index.json")).findFirst().orElseThrow();
      ObjectNode json = (ObjectNode) Json.read(index, JsonNode.class);
      change.accept((ObjectNode) json.path("weight_map"));
      Json.write(index, json);
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncatedAndMissingShards(HubFormat format) throws IOException {
    Path sharded = sharded(format);
    Path shard = shard(sharded, 3);
    byte[] whole = Files.readAllBytes(shard);
    for (int length : new int[] {whole.length - 1, whole.length / 2, 20, 0}) {
      Files.write(shard, Arrays.copyOf(whole, length));
      assertRefused(sharded, shard + " cannot be used as weights");
    }
    Files.delete(shard);
    assertRefused(
        sharded, "names 1 shard that is missing beside it: " + shard.getFileName() + "; download");
    Files.delete(shard(sharded, 4));
    assertRefused(sharded, "names 2 shards that are missing beside it");
  }

  @ParameterizedTest
  @EnumSource
  void anIndexOfAnotherModel(HubFormat format) throws IOException {
    Path sharded = sharded(format);
    String first = shard(sharded, 1).getFileName().toString();
    changeIndex(sharded, map -> map.put("ghost.weight", first).put("ghost.bias", first));
    assertRefused(
        sharded,
        "names 2 tensors that are not there: ghost.weight in %s, ghost.bias in %s"
            .formatted(first, first));
    changeIndex(
        sharded,
        map -> {
          map.remove("ghost.weight");
          map.remove("ghost.bias");
          map.remove("transformer.norm.weight");
        });
    assertRefused(sharded, "does not name 1 tensor that is in its shards: transformer.norm.weight");
    changeIndex(sharded, map -> map.put("transformer.norm.weight", "../" + first));
    assertRefused(sharded, "no name of a file beside it");
  }

  /** A model whose shards agree with their index and not with the configuration. */
  @Test
  void shardsThatLackTensors() throws IOException {
    Path sharded = sharded(HubFormat.SAFETENSORS);
    String gone = shard(sharded, 2).getFileName().toString();
    changeIndex(sharded, map -> map.properties().removeIf(e -> e.getValue().asText().equals(gone)));
    assertRefused(sharded, sharded + ": the weights do not fit the configuration: ", " missing (");
  }

  @ParameterizedTest
  @CsvSource({"-1", "3000000000", "9223372036854775807", "1", "0"})
  void headerLengthsThatLie(long length) throws IOException {
    for (Path file :
        new Path[] {
          source.resolve("model.safetensors"), shard(sharded(HubFormat.SAFETENSORS), 2)
        }) {
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      Files.write(file, bytes);
      assertRefused(file.getParent(), file + " cannot be used as weights: it");
    }
  }

  /** A header of the right length whose tensors are larger than the file. */
  @Test
  void shapesThatLie() throws IOException {
    Path file = source.resolve("model.safetensors");
    String header =
        "{'transformer.norm.weight':{'dtype':'F32','shape':[1000000000000],'data_offsets':[0,%s]}}"
            .replace('\'', '"');
    for (String end : new String[] {"4000000000000", "8"}) {
      byte[] text = header.formatted(end).getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
      Files.write(file, bytes.putLong(text.length).put(text).array());
      assertRefused(source, file + " cannot be used as weights: tensor transformer.norm.weight");
    }
  }

  /** The classical attack: unpickling would run a command. */
  @Test
  void aPickleWithAForeignConstructor() throws IOException {
    Path sign = folder.resolve("it-ran");
    String command = "touch " + sign;
    byte[] pickle =
        ("\u0080\u0002cposix\nsystem\n(X" + (char) command.length() + "\0\0\0" + command + "tR.")
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.delete(source.resolve("model.safetensors"));
    Path whole = source.resolve("pytorch_model.bin");
    writeArchive(whole, pickle);
    assertRefused(source, whole + " cannot be used as weights", "asks for posix.system");
    PublishedFolder.copy("calm_k4_energy.safetensors", source.resolve("model.safetensors"));
    Path sharded = sharded(HubFormat.PYTORCH);
    Path shard = shard(sharded, 2);
    writeArchive(shard, pickle);
    assertRefused(sharded, shard + " cannot be used as weights", "asks for posix.system");
    assertThat(sign).doesNotExist();
  }

  private static void writeArchive(Path file, byte[] pickle) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(pickle);
    ZipEntry entry = new ZipEntry("archive/data.pkl");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(pickle.length);
    entry.setCrc(sum.getValue());
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      zip.putNextEntry(entry);
      zip.write(pickle);
      zip.closeEntry();
    }
  }

  /** Sizes that no memory holds, or whose products overflow. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_hidden_layers | 2000000000 | num_hidden_layers must be at most 10000, got 2000000000",
        "max_position_embeddings | 2000000000 | max_position_embeddings must be at most 1048576, got 2000000000",
        "num_mlp_layers | 2147483647 | num_mlp_layers must be at most 10000, got 2147483647",
        "num_hidden_layers | 10000 | 89973 tensors missing",
        "hidden_size | 2147483640 | tensors wrong",
        "intermediate_size | 2147483647 | tensors wrong",
        "patch_size | 2147483647 | 1 tensor wrong (embed_proj.0.weight has the shape",
        "latent_size | 2147483647 | tensors wrong",
        "noise_size | 2147483647 | 1 tensor wrong (mlp_generator.noise_embd.weight",
        "vocab_size | 2147483647 | has 2147483647 token ids, but the tokenizer",
        "vocab_size | 2147483648 | config.json must have an integer vocab_size",
      })
  void sizesBeyondAllMemory(String key, long value, String part) throws IOException {
    PublishedFolder.change(source, config -> config.put(key, value));
    assertRefused(source, part);
  }

  /** The same of the autoencoder, whose configuration lies beside it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "num_encoder_layers | 2000000000 | num_encoder_layers must be at most 10000, got 2000000000",
        "num_decoder_layers | 2147483646 | num_decoder_layers must be at most 10000, got 2147483646",
        "hidden_size | 2147483640 | tensors wrong",
      })
  void sizesOfTheAutoencoder(String key, int value, String part) throws IOException {
    Path inside = Files.createDirectory(source.resolve("autoencoder"));
    PublishedFolder.copy("ae_k4.config.json", inside.resolve("config.json"));
    PublishedFolder.change(inside, config -> config.put(key, value));
    assertRefused(source, source + ", autoencoder inside: ", part);
  }

  @Test
  void tensorsOfTheAutoencoderThatDoNotFitAreListed() throws IOException {
    Map<String, INDArray> tensors = Golden.read("models/calm_k4_energy.safetensors");
    tensors.remove("ae_model.encoder.norm.weight");
    tensors.put("ae_model.extra.weight", Nd4j.ones(2));
    tensors.put("ae_model.decoder.norm.weight", Nd4j.createFromArray(1f, 2f));
    tensors.put("ae_model.encoder.squeeze_layer.bias", Nd4j.createFromArray(new long[64]));
    SafetensorsWriter.write(source.resolve("model.safetensors"), tensors, Map.of());
    assertRefused(
        source,
        ", autoencoder inside: the weights do not fit the configuration: 1 tensor missing"
            + " (encoder.norm.weight), 1 tensor not expected (extra.weight), 2 tensors wrong (",
        "decoder.norm.weight has the shape [2], not [64]",
        "encoder.squeeze_layer.bias holds I64, no floats");
  }
}
