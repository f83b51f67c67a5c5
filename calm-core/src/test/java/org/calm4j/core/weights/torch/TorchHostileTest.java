package org.calm4j.core.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.calm4j.core.weights.torch.TorchBytes.floats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import net.razorvine.pickle.Unpickler;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds: it reads, or it is refused with one sentence. */
class TorchHostileTest {
  @TempDir Path folder;

  private static void assertRefused(Path path, String part) {
    assertThatThrownBy(() -> TorchFile.open(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(path + " cannot be used as weights: ")
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  private Path file() {
    return folder.resolve("m.bin");
  }

  private TorchBytes tensor(int elements, int offset, int[] shape, int[] strides) {
    return new TorchBytes()
        .raw('}')
        .text("w")
        .tensor("FloatStorage", "0", elements, offset, shape, strides)
        .raw('s')
        .data("0", floats(1, 2, 3, 4));
  }

  /** Also what the pickle library itself would construct. */
  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "builtins, Exception",
    "__builtin__, set",
    "copy_reg, _reconstructor",
    "decimal, Decimal",
    "operator, attrgetter",
    "array, array",
    "torch, device",
    "torch, UntypedStorage",
    "torch.storage, _load_from_bytes",
    "torch._utils, _rebuild_device_tensor_from_numpy",
    "numpy.core.multiarray, scalar",
    "transformers.training_args, TrainingArguments"
  })
  void foreignNamesAreRefused(String module, String name) throws IOException {
    TorchBytes called = new TorchBytes().global(module, name).raw('(').text("x").raw('t', 'R');
    assertRefused(called.write(file()), "asks for " + module + "." + name);
    TorchBytes mentioned = new TorchBytes().raw('}').text("a").global(module, name).raw('s');
    assertRefused(mentioned.write(file()), "asks for " + module + "." + name);
    TorchBytes stacked = new TorchBytes().text(module).text(name).raw(0x93);
    assertRefused(stacked.write(file()), "asks for " + module + "." + name);
  }

  @Test
  void whatOthersRegisteredIsNotCalled() throws IOException {
    AtomicBoolean called = new AtomicBoolean();
    Unpickler.registerConstructor(
        "collections",
        "OrderedDict",
        arguments -> {
          called.set(true);
          return "foreign";
        });
    Unpickler.registerConstructor(
        "evil",
        "Thing",
        arguments -> {
          called.set(true);
          return "foreign";
        });
    assertRefused(
        new TorchBytes().global("evil", "Thing").raw(')', 'R').write(file()), "evil.Thing");
    TorchBytes sound = new TorchBytes().orderedDictionary();
    sound.text("w").tensor("FloatStorage", "0", 1, 0, new int[] {1}, new int[] {1}).raw('s');
    try (TorchFile read = TorchFile.open(sound.data("0", floats(7)).write(file()))) {
      assertThat(read.floats("w")).containsExactly(7);
    }
    assertThat(called).isFalse();
  }

  /** INST, OBJ, NEWOBJ, NEWOBJ_EX, lists, sets, bytes, old integers and texts, extensions. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        'i', 'o', 0x81, 0x92, ']', 'l', 'a', 'e', 0x8f, 0x90, 0x91, 'B', 'C', 0x8e, 0x96, 'I', 'L',
        'F', 'S', 'T', 'U', 'V', 'P', 'd', 'g', 'p', '0', '1', '2', 0x82, 0x83, 0x84, 0x8b, 0x8d,
        0x97, 0x98, 0xff, 0
      })
  void instructionsThatWeightsDoNotNeed(int code) throws IOException {
    TorchBytes bytes = new TorchBytes().raw('}', code).ascii("os\nsystem\n");
    assertRefused(bytes.write(file()), "instruction 0x%02x".formatted(code));
  }

  @Test
  void callsAndChangesOfOtherThings() throws IOException {
    assertRefused(new TorchBytes().text("f").raw(')', 'R').write(file()), "calls what is no");
    assertRefused(
        new TorchBytes().global("torch", "FloatStorage").raw(')', 'R').write(file()), "calls");
    assertRefused(
        new TorchBytes().text("x").raw('}', 'b').write(file()), "changes an object that is no");
    assertRefused(
        new TorchBytes().raw('}').integer(1).integer(2).raw('s').write(file()), "no text");
    assertRefused(new TorchBytes().text("x").raw('Q').write(file()), "that is no storage");
    assertRefused(
        new TorchBytes()
            .global("collections", "OrderedDict")
            .raw('(')
            .integer(1)
            .raw('t', 'R')
            .write(file()),
        "out of other objects");
    assertRefused(
        new TorchBytes().global("torch._utils", "_rebuild_tensor_v2").raw(')', 'R').write(file()),
        "no storage");
    assertRefused(
        new TorchBytes().global("torch._utils", "_rebuild_parameter").raw(')', 'R').write(file()),
        "no tensor");
  }

  @Test
  void otherThingsThanTensors() throws IOException {
    assertRefused(new TorchBytes().integer(1).write(file()), "no dictionary of tensors");
    assertRefused(
        new TorchBytes().raw('}').text("epoch").integer(3).raw('s').write(file()),
        "entry epoch is no tensor");
  }

  @Test
  void lyingLengthsAndEnds() throws IOException {
    assertRefused(
        new TorchBytes().raw('X').little(0x7fffffff).write(file()),
        "claims a text of 2147483647 bytes where 1 are left");
    assertRefused(new TorchBytes().raw('X').little(-1).write(file()), "4294967295 bytes");
    assertRefused(new TorchBytes().raw('}').writeAsIs(file()), "damaged");
    assertRefused(new TorchBytes().raw('t').write(file()), "damaged");
    assertRefused(new TorchBytes().raw('R').write(file()), "damaged");
    assertRefused(new TorchBytes().raw('h', 9).write(file()), "damaged");
    assertRefused(new TorchBytes().raw(0x8a, 9, 1).write(file()), "damaged");
  }

  @Test
  void viewsMustLieWithinTheirStorage() throws IOException {
    int[] four = {4};
    int[] one = {1};
    assertThat(TorchFile.open(tensor(4, 0, four, one).write(file())).names()).hasSize(1);
    assertRefused(tensor(4, 1, four, one).write(file()), "does not lie within its storage");
    assertRefused(tensor(4, -1, one, one).write(file()), "does not lie within");
    assertRefused(tensor(4, 0, new int[] {5}, one).write(file()), "does not lie within");
    assertRefused(tensor(4, 0, four, new int[] {2}).write(file()), "does not lie within");
    assertRefused(tensor(4, 0, four, new int[] {-1}).write(file()), "does not lie within");
    assertRefused(tensor(4, 0, new int[] {-4}, one).write(file()), "does not lie within");
    assertRefused(
        tensor(4, 0, new int[] {0x7fffffff}, new int[] {0}).write(file()), "does not lie within");
    int[] huge = {0x7fffffff, 0x7fffffff, 0x7fffffff};
    assertRefused(tensor(4, 0, huge, huge).write(file()), "does not lie within");
    assertRefused(tensor(4, 0, new int[] {2, 2}, one).write(file()), "but the strides");
    assertRefused(
        tensor(5, 0, four, one).write(file()), "has 16 bytes where 5 elements of F32 are");
    assertRefused(tensor(-4, 0, four, one).write(file()), "said to have -4 elements");
    TorchBytes absent = new TorchBytes().raw('}').text("w");
    absent.tensor("FloatStorage", "0", 4, 0, four, one).raw('s');
    assertRefused(absent.write(file()), "lacks the storage 0 of tensor w");
  }

  @Test
  void archivesThatAreNone() throws IOException {
    int[] four = {4};
    int[] one = {1};
    assertRefused(tensor(4, 0, four, one).compressed().write(file()), "compressed or encrypted");
    TorchBytes big = tensor(4, 0, four, one).entry("m/byteorder", new byte[] {'b', 'i', 'g'});
    assertRefused(big.write(file()), "big-endian");
    TorchBytes two = tensor(4, 0, four, one).entry("n/data.pkl", new byte[1]);
    assertRefused(two.write(file()), "must hold one data.pkl, found 2");
    byte[] whole = Files.readAllBytes(tensor(4, 0, four, one).write(file()));
    Files.write(file(), Arrays.copyOf(whole, whole.length - 30));
    assertRefused(file(), "download it again");
    Files.write(file(), new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10});
    assertRefused(file(), "before PyTorch 1.6");
    Files.write(file(), new byte[] {1, 2, 3});
    assertRefused(file(), "no zip archive");
    Files.write(file(), new byte[0]);
    assertRefused(file(), "no zip archive");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TorchFile.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + missing + ": it does not exist");
  }

  @Test
  void aDescriptionThatIsTooLarge() throws IOException {
    TorchBytes bytes = new TorchBytes();
    byte[] braces = new byte[9 << 20];
    Arrays.fill(braces, (byte) '}');
    bytes.ascii(new String(braces, java.nio.charset.StandardCharsets.US_ASCII));
    assertRefused(bytes.write(file()), "are the limit");
  }

  @Test
  void mutatedFilesReadOrAreRefused() throws IOException, URISyntaxException {
    Path golden =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/golden/models/ae_k4.pytorch_model.bin"))
                .toURI());
    byte[] good = Files.readAllBytes(golden);
    RandomGenerator random = new RandomStreams(7).stream("mutations");
    int refused = 0;
    int read = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        // The pickle lies at the beginning, the archive's index at the end.
        int within = random.nextInt(6000);
        int at = random.nextBoolean() ? within : bad.length - 1 - within;
        bad[at] = (byte) random.nextInt(256);
      }
      if (random.nextInt(8) == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length + 20));
      }
      Files.write(file(), bad);
      try (TorchFile file = TorchFile.open(file())) {
        for (String name : file.names()) {
          file.read(name).close();
        }
        read++;
      } catch (IllegalArgumentException | UncheckedIOException e) {
        assertThat(e.getMessage()).contains(file().toString()).doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThat(read).isPositive();
  }
}
