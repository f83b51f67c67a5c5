package org.calm4j.core.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.weights.torch.TorchBytes.floats;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.calm4j.core.weights.SafetensorsFile;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class TorchFileTest {
  @TempDir Path folder;

  private static Path golden(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TorchFileTest.class.getResource("/golden/models/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theGoldenAutoencoderIsTheSameInBothContainers() {
    try (SafetensorsFile stored = SafetensorsFile.open(golden("ae_k4.safetensors"));
        TorchFile file = TorchFile.open(golden("ae_k4.pytorch_model.bin"))) {
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(stored.names());
      for (String name : stored.names()) {
        assertThat(file.info(name)).isEqualTo(stored.info(name));
        assertThat(file.floats(name)).as(name).isEqualTo(stored.floats(name));
      }
    }
  }

  @Test
  void viewsOfOneStorage() throws IOException {
    TorchBytes bytes = new TorchBytes().raw('}', '(');
    bytes.text("whole").tensor("FloatStorage", "0", 6, 0, new int[] {2, 3}, new int[] {3, 1});
    bytes.text("turned").tensor("FloatStorage", "0", 6, 0, new int[] {3, 2}, new int[] {1, 3});
    bytes.text("row").tensor("FloatStorage", "0", 6, 3, new int[] {3}, new int[] {1});
    bytes.text("column").tensor("FloatStorage", "0", 6, 1, new int[] {2}, new int[] {3});
    bytes.text("one").tensor("FloatStorage", "0", 6, 5, new int[] {}, new int[] {});
    bytes.text("thin").tensor("FloatStorage", "0", 6, 0, new int[] {1, 6}, new int[] {99, 1});
    bytes.text("none").tensor("FloatStorage", "0", 6, 0, new int[] {0, 4}, new int[] {4, 1});
    bytes.raw('u').data("0", floats(1, 2, 3, 4, 5, 6));
    try (TorchFile file = TorchFile.open(bytes.write(folder.resolve("m.bin")))) {
      assertThat(file.names())
          .containsExactly("whole", "turned", "row", "column", "one", "thin", "none");
      assertThat(file.floats("whole")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.floats("turned")).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(file.floats("row")).containsExactly(4, 5, 6);
      assertThat(file.floats("column")).containsExactly(2, 5);
      assertThat(file.floats("one")).containsExactly(6);
      assertThat(file.floats("thin")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.floats("none")).isEmpty();
      ByteBuffer middle = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.elements("turned", 3, middle);
      assertThat(middle.getFloat(0)).isEqualTo(5);
      assertThat(middle.getFloat(4)).isEqualTo(3);
    }
  }

  /** An ordered dictionary with attributes, parameters, a memo, and the opcodes of protocol 4. */
  @Test
  void theOtherWaysToSpellADictionary() throws IOException {
    TorchBytes bytes = new TorchBytes().orderedDictionary().raw('q', 1);
    bytes.text("weight").global("torch._utils", "_rebuild_parameter").raw('(');
    bytes.tensor("HalfStorage", "a", 2, 0, new int[] {2}, new int[] {1});
    bytes.raw(0x88).orderedDictionary().raw('t', 'R', 's');
    bytes.raw(0x8c, 4).ascii("bias").raw(0x94);
    bytes.raw(0x8c, 12).ascii("torch._utils").raw(0x8c, 18).ascii("_rebuild_tensor_v2");
    bytes.raw(0x93, '(').storage("BFloat16Storage", "b", 2).integer(0).tuple(2).tuple(1);
    bytes.raw(0x89).orderedDictionary().raw('t', 'R', 's');
    bytes.raw('}').text("_metadata").raw('}', 's', 'b');
    bytes.data("a", new byte[] {0, 0x3c, 0, (byte) 0xc0});
    bytes.data("b", new byte[] {(byte) 0x80, 0x3f, 0, (byte) 0xc0});
    bytes.entry("m/byteorder", new byte[] {'l', 'i', 't', 't', 'l', 'e'});
    try (TorchFile file = TorchFile.open(bytes.write(folder.resolve("m.bin")))) {
      assertThat(file.info("weight"))
          .isEqualTo(new TensorInfo("weight", TensorType.F16, new long[] {2}));
      assertThat(file.floats("weight")).containsExactly(1, -2);
      assertThat(file.info("bias").dtype()).isEqualTo(TensorType.BF16);
      assertThat(file.floats("bias")).containsExactly(1, -2);
    }
  }

  @Test
  void integersKeepTheirType() throws IOException {
    TorchBytes bytes = new TorchBytes().raw('}');
    bytes.text("ids").tensor("LongStorage", "0", 2, 0, new int[] {2}, new int[] {1}).raw('s');
    bytes.data("0", ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(8, -7).array());
    try (TorchFile file = TorchFile.open(bytes.write(folder.resolve("m.bin")));
        INDArray ids = file.read("ids")) {
      assertThat(ids.toLongVector()).containsExactly(0, -7);
    }
  }

  @Test
  void whatIsWrittenIsReadAgainAndSharedOnce() {
    Path copy = folder.resolve("copy.bin");
    try (TorchFile file = TorchFile.open(golden("ae_k4.pytorch_model.bin"))) {
      List<TensorCopy> tensors =
          file.names().stream()
              .map(
                  name ->
                      TensorCopy.exact(
                          name,
                          file,
                          name.equals("decoder.lm_head_weight")
                              ? "encoder.embed_tokens.weight"
                              : name))
              .toList();
      TorchWriter.copy(copy, tensors, bytes -> {});
      try (TorchFile again = TorchFile.open(copy)) {
        assertThat(again.names()).isEqualTo(file.names());
        for (String name : file.names()) {
          assertThat(again.floats(name)).as(name).isEqualTo(file.floats(name));
        }
      }
      assertThat(copy.toFile().length())
          .isLessThan(golden("ae_k4.pytorch_model.bin").toFile().length() + 4096);
    }
  }
}
