package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SafetensorsRoundTripTest {
  @TempDir Path folder;

  private static INDArray counting(DataType type, long... shape) {
    int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    double[] values = IntStream.range(0, length).mapToDouble(i -> i - 3).toArray();
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }

  @Test
  void everyArrayTypeComesBack() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (DataType type :
        List.of(
            DataType.DOUBLE,
            DataType.FLOAT,
            DataType.INT64,
            DataType.INT32,
            DataType.INT16,
            DataType.INT8,
            DataType.UINT8,
            DataType.BOOL)) {
      INDArray values =
          type == DataType.BOOL
              ? Nd4j.createFromArray(true, false, true, true, false, false).reshape(2, 3)
              : type == DataType.UINT8
                  ? Nd4j.createFromArray(0, 1, 127, 128, 254, 255).castTo(type).reshape(2, 3)
                  : counting(type, 2, 3);
      tensors.put("of type " + type, values);
    }
    tensors.put("scalar", Nd4j.scalar(2.5f));
    tensors.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
    tensors.put("vector", counting(DataType.FLOAT, 5));
    tensors.put("rank 4", counting(DataType.FLOAT, 2, 3, 4, 5));
    tensors.put("name é \" \\ 𝄞", counting(DataType.FLOAT, 1));
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(path, tensors, Map.of("format", "pt", "b", "ü"));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "b", "ü"));
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
      tensors.forEach(
          (name, expected) -> {
            INDArray actual = file.read(name);
            assertThat(actual.dataType()).as(name).isEqualTo(expected.dataType());
            assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
            if (!expected.isEmpty()) {
              assertThat(actual).as(name).isEqualTo(expected);
              INDArray target = Nd4j.create(expected.dataType(), expected.shape());
              file.readInto(name, target);
              assertThat(target).as(name).isEqualTo(expected);
            }
          });
      assertThat(file.floats("scalar")).containsExactly(2.5f);
      assertThat(file.floats("vector")).containsExactly(-3, -2, -1, 0, 1);
      assertThat(file.floats("empty")).isEmpty();
      assertThat(file.floats("of type DOUBLE")).containsExactly(-3, -2, -1, 0, 1, 2);
    }
  }

  @Test
  void viewsAndOtherOrdersAreWrittenInRowMajorOrder() {
    INDArray base = counting(DataType.FLOAT, 6, 4);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("rows", base.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all()));
    tensors.put("columns", base.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3)));
    tensors.put("transposed", base.transpose());
    tensors.put("fortran", base.dup('f'));
    tensors.put("row", base.getRow(3));
    tensors.put("column", base.getColumn(2));
    tensors.put("element", base.get(NDArrayIndex.point(5), NDArrayIndex.point(1)));
    Path path = folder.resolve("m.safetensors");
    for (TensorType stored : List.of(TensorType.F32, TensorType.F16, TensorType.BF16)) {
      SafetensorsWriter.write(path, tensors, Map.of(), stored);
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        tensors.forEach(
            (name, expected) ->
                assertThat(file.floats(name))
                    .as(name)
                    .containsExactly(expected.dup('c').ravel().toFloatVector()));
      }
    }
  }

  @Test
  @SuppressWarnings("deprecation") // HALF is what the test is about
  void halvesAreRoundedOnTheWayAndWidenedBack() {
    float[] values = {1, -2.5f, 0.1f, 1e-7f, 70000, Float.NaN, Float.NEGATIVE_INFINITY, -0f};
    INDArray floats = Nd4j.createFromArray(values);
    Map<String, INDArray> tensors =
        Map.of("x", floats, "half", floats.castTo(DataType.HALF), "d", Nd4j.scalar(0.1));
    Path path = folder.resolve("m.safetensors");
    for (TensorType type : List.of(TensorType.F16, TensorType.BF16)) {
      SafetensorsWriter.write(path, tensors, Map.of(), type);
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        assertThat(file.info("x").dtype()).isEqualTo(type);
        assertThat(file.info("half").dtype()).isEqualTo(TensorType.F16);
        assertThat(file.info("d").dtype()).isEqualTo(TensorType.F64);
        float[] back = file.floats("x");
        for (int i = 0; i < values.length; i++) {
          float expected =
              type == TensorType.F16
                  ? HalfFloats.fromF16(HalfFloats.toF16(values[i]))
                  : HalfFloats.fromBf16(HalfFloats.toBf16(values[i]));
          assertThat(Float.valueOf(back[i])).isEqualTo(Float.valueOf(expected));
        }
        assertThat(file.floats("half")[0]).isEqualTo(1);
      }
    }
  }

  @Test
  void longTensorsCrossConversionWindows() {
    INDArray values = counting(DataType.FLOAT, 3, 400_001).muli(0.25);
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(path, Map.of("x", values), Map.of(), TensorType.BF16);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      float[] back = file.floats("x");
      for (int i = 0; i < back.length; i += 997) {
        float expected =
            HalfFloats.fromBf16(HalfFloats.toBf16(values.getFloat(i / 400_001, i % 400_001)));
        assertThat(back[i]).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsIntoAViewWithoutTouchingItsNeighbours() {
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(path, Map.of("x", counting(DataType.FLOAT, 2, 3)), Map.of());
    INDArray all = Nd4j.valueArrayOf(new long[] {4, 3}, 9f);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.readInto("x", all.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all()));
      assertThat(all.ravel().toFloatVector())
          .containsExactly(9, 9, 9, -3, -2, -1, 0, 1, 2, 9, 9, 9);
      assertThatThrownBy(() -> file.readInto("x", Nd4j.create(DataType.FLOAT, 3, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is FLOAT [2, 3], but the array to fill is FLOAT [3, 2]");
      assertThatThrownBy(() -> file.readInto("x", Nd4j.create(DataType.DOUBLE, 2, 3)))
          .hasMessageContaining("DOUBLE");
      assertThatThrownBy(() -> file.readInto("x", Nd4j.create(DataType.FLOAT, 3, 2).transpose()))
          .hasMessageContaining("row-major");
      assertThatThrownBy(() -> file.read("y"))
          .hasMessage(path + " holds no tensor y; it holds 1, the first is x");
    }
  }

  @Test
  void equalInputGivesEqualAlignedBytes() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("b", counting(DataType.INT8, 3));
    tensors.put("a", counting(DataType.FLOAT, 3));
    tensors.put("c", counting(DataType.DOUBLE, 1));
    Map<String, INDArray> reversed = new LinkedHashMap<>();
    for (String name : List.of("c", "a", "b")) {
      reversed.put(name, tensors.get(name));
    }
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    SafetensorsWriter.write(one, tensors, Map.of("x", "1", "y", "2"));
    SafetensorsWriter.write(two, reversed, Map.of("y", "2", "x", "1"));
    assertThat(one).hasSameBinaryContentAs(two);
    byte[] bytes = Files.readAllBytes(one);
    assertThat((bytes[0] & 0xff) % 8).isZero();
    assertThat(new String(bytes, 8, 60, StandardCharsets.UTF_8))
        .startsWith("{\"__metadata__\":{\"x\":\"1\",\"y\":\"2\"},\"c\":{\"dtype\":\"F64\",");
  }

  @Test
  void givesRawBytes() {
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(path, Map.of("x", Nd4j.createFromArray(1f, 2f)), Map.of());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.bytes("x").order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(file.bytes("x").getFloat(4)).isEqualTo(2);
      assertThat(file.bytes("x", 4, 4).getFloat(0)).isEqualTo(2);
      assertThatThrownBy(() -> file.bytes("x", 4, 5)).hasMessageContaining("are not in it");
    }
  }

  @Test
  void refusesWhatCannotBeStoredAndLeavesNothing() throws IOException {
    Path path = folder.resolve("m.safetensors");
    INDArray fine = Nd4j.createFromArray(1f);
    assertThatThrownBy(() -> SafetensorsWriter.write(path, Map.of("__metadata__", fine), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SafetensorsWriter.write(path, Map.of("\ud800", fine), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SafetensorsWriter.write(path, Map.of("x", Nd4j.create("text")), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tensor x has the type UTF8");
    assertThatThrownBy(
            () -> SafetensorsWriter.write(path, Map.of("x", fine), Map.of(), TensorType.I8))
        .isInstanceOf(IllegalArgumentException.class);
    INDArray closed = Nd4j.createUninitializedDetached(DataType.FLOAT, 4);
    closed.close();
    assertThatThrownBy(() -> SafetensorsWriter.write(path, Map.of("x", closed), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor x was closed before it could be written");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
