package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tensors on their way from file to file. */
class TensorCopyTest {
  @TempDir Path folder;
  private Path source;

  /** More values than one block of a copy. */
  @BeforeEach
  void write() {
    source = folder.resolve("source.safetensors");
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("big", Nd4j.rand(DataType.FLOAT, 1100, 601).subi(0.5));
    tensors.put("far", Nd4j.createFromArray(1f, 65519f, -65504f));
    tensors.put("beyond", Nd4j.createFromArray(1f, 65520f));
    tensors.put("infinite", Nd4j.createFromArray(Float.NEGATIVE_INFINITY, Float.NaN));
    tensors.put("ids", Nd4j.createFromArray(1L, 2L));
    SafetensorsWriter.write(source, tensors, Map.of());
  }

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "F16", "BF16"})
  void copiesAreRoundedLikeArrays(TensorType type) {
    Path copy = folder.resolve("copy.safetensors");
    Path direct = folder.resolve("direct.safetensors");
    AtomicLong bytes = new AtomicLong();
    try (SafetensorsFile file = SafetensorsFile.open(source)) {
      SafetensorsWriter.copy(
          copy,
          List.of(
              new TensorCopy("x.big", file, "big", type),
              new TensorCopy("far", file, "far", type),
              new TensorCopy("infinite", file, "infinite", type)),
          Map.of("a", "b"),
          bytes::addAndGet);
      SafetensorsWriter.write(
          direct,
          Map.of(
              "x.big",
              file.read("big"),
              "far",
              file.read("far"),
              "infinite",
              file.read("infinite")),
          Map.of("a", "b"),
          type);
    }
    assertThat(copy).hasSameBinaryContentAs(direct);
    assertThat(bytes.get()).isEqualTo((1100L * 601 + 5) * type.bits() / 8);
  }

  @Test
  void halvesWidenExactly() {
    Path half = folder.resolve("half.safetensors");
    Path wide = folder.resolve("wide.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(source)) {
      SafetensorsWriter.copy(
          half, List.of(new TensorCopy("big", file, "big", TensorType.BF16)), Map.of(), b -> {});
    }
    try (SafetensorsFile file = SafetensorsFile.open(half)) {
      SafetensorsWriter.copy(
          wide, List.of(new TensorCopy("big", file, "big", TensorType.F32)), Map.of(), b -> {});
      try (SafetensorsFile again = SafetensorsFile.open(wide)) {
        assertThat(again.floats("big")).isEqualTo(file.floats("big"));
        assertThat(TensorComparison.same(file, "big", again, "big")).isTrue();
      }
    }
    try (SafetensorsFile file = SafetensorsFile.open(source);
        SafetensorsFile rounded = SafetensorsFile.open(half)) {
      assertThat(TensorComparison.same(file, "big", rounded, "big")).isFalse();
      assertThat(TensorComparison.same(file, "infinite", file, "infinite")).isTrue();
      assertThat(TensorComparison.same(file, "far", file, "beyond")).isFalse();
    }
  }

  @Test
  void whatCannotBeStoredLeavesNoFile() {
    Path copy = folder.resolve("copy.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(source)) {
      TensorCopy beyond = new TensorCopy("beyond", file, "beyond", TensorType.F16);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SafetensorsWriter.copy(copy, List.of(beyond), Map.of(), bytes -> {}))
          .withMessageContaining("tensor beyond holds 65520.0, beyond the range of float16");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TensorCopy("ids", file, "ids", TensorType.F32))
          .withMessageContaining("holds I64, which cannot be stored as F32");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TensorCopy.exact("x", file, "missing"))
          .withMessageContaining("holds no tensor missing");
      TensorCopy far = TensorCopy.exact("far", file, "far");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SafetensorsWriter.copy(copy, List.of(far, far), Map.of(), bytes -> {}))
          .withMessageContaining("two tensors far");
    }
    assertThat(Files.exists(copy)).isFalse();
  }
}
