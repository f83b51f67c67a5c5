package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files of other writers, and large ones. */
class SafetensorsGoldenTest {
  @TempDir Path folder;

  @Test
  void readsTheGoldenModel() throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(
                    getClass().getClassLoader().getResource("golden/models/ae_k4.safetensors"))
                .toURI());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).isEqualTo(Map.of("format", "pt"));
      assertThat(file.names().get(0)).isEqualTo("encoder.embed_tokens.weight");
      assertThat(file.info("encoder.embed_tokens.weight"))
          .isEqualTo(
              new TensorInfo("encoder.embed_tokens.weight", TensorType.F32, new long[] {320, 64}));
      for (String name : file.names()) {
        INDArray array = file.read(name);
        ByteBuffer raw = file.bytes(name);
        assertThat(array.isNaN().any()).isFalse();
        assertThat(array.ravel().getFloat(array.length() - 1))
            .isEqualTo(raw.getFloat(raw.limit() - 4));
      }
    }
  }

  /**
   * Needs 5 GB of disk and 3 GB off the heap: {@code -Dcalm.test.large=true} within {@code
   * -Dcalm.jvm.args}. Only this test sees what happens behind the first 2 GB of an array.
   */
  @Test
  @EnabledIfSystemProperty(named = "calm.test.large", matches = "true")
  void tensorAndFileBeyondTwoGigabytes() throws IOException {
    long count = (1L << 29) + 1000;
    byte[] header =
        ("{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}")
            .formatted(count, 4 * count, 4 * count, 4 * count + 4)
            .getBytes(StandardCharsets.UTF_8);
    Path sparse = folder.resolve("sparse");
    try (FileChannel channel =
        FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(start.putLong(header.length).put(header).flip());
      ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(end.putFloat(7).putFloat(8).flip(), 8 + header.length + 4 * count - 4);
    }
    Path copy = folder.resolve("copy");
    try (SafetensorsFile file = SafetensorsFile.open(sparse)) {
      assertThat(file.bytes("a", 4 * count - 4, 4).getFloat(0)).isEqualTo(7);
      try (INDArray array = file.read("a")) {
        assertThat(array.getFloat(count - 1)).isEqualTo(7);
        assertThat(file.floats("b")).containsExactly(8);
        SafetensorsWriter.write(
            copy, Map.of("a", array, "b", Nd4j.create(DataType.FLOAT, 1)), Map.of());
      }
    }
    try (SafetensorsFile file = SafetensorsFile.open(copy);
        INDArray array = file.read("a")) {
      assertThat(array.getFloat(count - 1)).isEqualTo(7);
    }
  }
}
