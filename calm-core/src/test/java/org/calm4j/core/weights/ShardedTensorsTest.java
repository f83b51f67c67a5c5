package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ShardedTensorsTest {
  @TempDir Path folder;

  @BeforeEach
  void shards() {
    write("1", Map.of("a", 1f, "b", 2f));
    write("2", Map.of("c", 3f));
  }

  private void write(String shard, Map<String, Float> values) {
    Map<String, org.nd4j.linalg.api.ndarray.INDArray> tensors = new java.util.HashMap<>();
    values.forEach((name, value) -> tensors.put(name, Nd4j.createFromArray(value)));
    SafetensorsWriter.write(folder.resolve(shard + ".safetensors"), tensors, Map.of());
  }

  private Path index(String map) throws IOException {
    return Files.writeString(
        folder.resolve("index.json"),
        ("{'metadata':{'total_size':12},'weight_map':" + map + "}").replace('\'', '"'));
  }

  private void assertRefused(String map, String message) throws IOException {
    Path index = index(map);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShardedTensors.open(index, SafetensorsFile::open))
        .withMessageStartingWith(index.toString())
        .withMessageContaining(message);
  }

  @Test
  void readsFromTheShardThatHasIt() throws IOException {
    Path index = index("{'c':'2.safetensors','a':'1.safetensors','b':'1.safetensors'}");
    try (ShardedTensors tensors = ShardedTensors.open(index, SafetensorsFile::open)) {
      assertThat(tensors.names()).containsExactly("c", "a", "b");
      assertThat(tensors.floats("a")).containsExactly(1);
      assertThat(tensors.floats("c")).containsExactly(3);
      assertThat(tensors.info("b").dtype()).isEqualTo(TensorType.F32);
      assertThatIllegalArgumentException().isThrownBy(() -> tensors.info("d"));
    }
  }

  @Test
  void indexAndShardsMustAgree() throws IOException {
    assertRefused(
        "{'a':'1.safetensors','b':'1.safetensors','c':'3.safetensors','d':'4.safetensors'}",
        "names 2 shards that are missing beside it: 3.safetensors, 4.safetensors");
    assertRefused(
        "{'a':'1.safetensors','b':'1.safetensors','c':'1.safetensors','d':'2.safetensors'}",
        "names 2 tensors that are not there: c in 1.safetensors, d in 2.safetensors");
    assertRefused(
        "{'a':'1.safetensors','c':'2.safetensors'}",
        "does not name 1 tensor that is in its shards: b in 1.safetensors");
    assertRefused("{'a':'../1.safetensors'}", "no name of a file beside it");
    assertRefused("{'a':'..'}", "no name of a file beside it");
    assertRefused("{'a':1}", "no name of a file beside it");
    assertRefused("{}", "weight_map must tell");
    assertRefused("[]", "weight_map must tell");
  }

  @Test
  void aTruncatedShardIsNamed() throws IOException {
    Path shard = folder.resolve("2.safetensors");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));
    Path index = index("{'c':'2.safetensors','a':'1.safetensors','b':'1.safetensors'}");
    assertThatThrownBy(() -> ShardedTensors.open(index, SafetensorsFile::open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(shard.toString())
        .hasMessageContaining("truncated");
  }
}
