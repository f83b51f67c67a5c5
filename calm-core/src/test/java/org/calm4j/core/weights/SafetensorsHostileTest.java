package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class SafetensorsHostileTest {
  @TempDir Path folder;

  private Path file(long headerLength, byte[] header, int data) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerLength).put(header);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  private Path file(String header, int data) throws IOException {
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    return file(bytes.length, bytes, data);
  }

  private static void assertRefused(Path path, String part) {
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(path + " cannot be used as weights: ")
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // header with T for a tensor's beginning | bytes of data | part of the message
        "{T'F32','shape':[2],'data_offsets':[0,8]}} | 9 | end at byte 8 of the data, but 9",
        "{T'F32','shape':[2],'data_offsets':[0,8]}} | 7 | is the file truncated?",
        "{T'F32','shape':[2],'data_offsets':[0,4]}} | 4 | has 4 bytes of data where F32 [2] takes 8",
        "{T'F32','shape':[2],'data_offsets':[4,12]}} | 12 | neither overlap nor leave holes",
        "{T'F32','shape':[2],'data_offsets':[8,0]}} | 8 | two rising numbers",
        "{T'F32','shape':[2],'data_offsets':[0,8,8]}} | 8 | two rising numbers",
        "{T'F32','shape':[2],'data_offsets':[-8,0]}} | 8 | whole number",
        "{T'F32','shape':[2],'data_offsets':[0,8.0]}} | 8 | whole number",
        "{T'F32','shape':[-2],'data_offsets':[0,8]}} | 8 | whole number",
        "{T'F32','shape':[99999999999999999999],'data_offsets':[0,8]}} | 8 | whole number",
        "{T'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0 | overflows",
        "{T'F32','shape':[2305843009213693953,4],'data_offsets':[0,8]}} | 8 | overflows",
        "{T'F32','shape':2,'data_offsets':[0,8]}} | 8 | shape that is not a list",
        "{T'F32','shape':['2'],'data_offsets':[0,8]}} | 8 | whole number",
        "{T'F33','shape':[2],'data_offsets':[0,8]}} | 8 | unknown dtype F33",
        "{T7,'shape':[2],'data_offsets':[0,8]}} | 8 | dtype that is not a string",
        "{T'F4','shape':[3],'data_offsets':[0,1]}} | 1 | where F4 [3] takes 2",
        "{T'F32','shape':[2]}} | 8 | needs dtype, shape and data_offsets",
        "{T'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8 | uplicate",
        "{T'F32','x':{},'shape':[2],'data_offsets':[0,8]}} | 8 | does not know, x",
        "{T'F32','shape':[2],'data_offsets':[0,8]}}{} | 8 | goes on after",
        "{T'F32','shape':[2],'data_offsets':[0,8]} | 8 | not valid JSON",
        "{T'F32','shape':[1],'data_offsets':[0,4]},T'F32','shape':[1],'data_offsets':[4,8]}} | 8 | uplicate",
        "{T'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[2,6]}} | 6 | neither overlap",
        "{T'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | 4 | neither overlap",
        "{'t':[]} | 0 | must be an object",
        "{'__metadata__':{'a':1}} | 0 | only strings",
        "{'__metadata__':'a'} | 0 | must be an object",
        "{} | 1 | end at byte 0 of the data, but 1",
        "[] | 0 | does not begin with",
        "{nonsense} | 0 | not valid JSON",
      })
  void everyDefectHasItsSentence(String header, int data, String part) throws IOException {
    assertRefused(file(header.replace("T", "'t':{'dtype':").replace('\'', '"'), data), part);
  }

  @Test
  void lyingLengths() throws IOException {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
    assertRefused(file(-1, header, 0), "claims a header of 18446744073709551615 bytes");
    assertRefused(file(3, header, 0), "claims a header of 3 bytes where at most 2 can be");
    assertRefused(file(Long.MAX_VALUE, header, 0), "claims a header of 9223372036854775807");
    assertRefused(file(0, header, 0), "does not begin with");
    assertRefused(Files.write(folder.resolve("short"), new byte[7]), "only 7 bytes long");
    assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "only 0 bytes long");
    Path sparse = folder.resolve("sparse");
    try (var channel =
        FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 300_000_000));
      channel.write(ByteBuffer.allocate(1), 400_000_000);
    }
    assertRefused(sparse, "at most 100000000");
  }

  @Test
  void textThatIsNotUnicodeOrTooDeep() throws IOException {
    byte[] header = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    assertRefused(file(header.length, header, 0), "not valid UTF-8");
    assertRefused(file("{\"a\":{\"x\":" + "[".repeat(100_000), 0), "tensor a");
    assertRefused(file("{\"a\":" + "[".repeat(100_000), 0), "tensor a");
    assertRefused(file("{\"" + "a".repeat(1_000_000) + "\":1}", 0), "not valid JSON");
  }

  @Test
  void missingFileAndFolder() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SafetensorsFile.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + missing + ": it does not exist");
    assertThatThrownBy(() -> SafetensorsFile.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + " is a folder where a weights file is needed");
  }

  @Test
  void typesWithoutArraysGiveBytesOnly() throws IOException {
    Path path =
        file(
            "{\"a\":{\"dtype\":\"U16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F4\",\"shape\":[4],\"data_offsets\":[4,6]}}   ",
            6);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.names()).containsExactly("a", "b");
      assertThat(file.bytes("a").remaining()).isEqualTo(4);
      assertThatThrownBy(() -> file.read("a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              path + ": tensor a has the type U16, which no array holds: read its bytes instead");
      assertThatThrownBy(() -> file.floats("b")).hasMessageContaining("F4");
    }
  }

  @Test
  void tooManyDimensionsAreRefusedBeforeAnArrayIsMade() throws IOException {
    String shape = "1,".repeat(39) + "1";
    Path path =
        file("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + shape + "],\"data_offsets\":[0,1]}}", 1);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThatThrownBy(() -> file.read("a"))
          .hasMessageContaining("has 40 dimensions, arrays have at most 32");
    }
  }

  @Test
  void fileThatShrinksWhileOpen() throws IOException {
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(path, Map.of("x", Nd4j.createFromArray(1f, 2f, 3f)), Map.of());
    byte[] bytes = Files.readAllBytes(path);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Files.write(path, Arrays.copyOf(bytes, bytes.length - 4));
      assertThatThrownBy(() -> file.read("x"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("cannot read " + path + ": it became shorter while it was open");
      assertThatThrownBy(() -> file.bytes("x")).isInstanceOf(UncheckedIOException.class);
    }
  }

  /** Whatever a file holds: it reads, or it is refused with a sentence. */
  @Test
  void mutatedFilesReadOrAreRefused() throws IOException {
    Path path = folder.resolve("m.safetensors");
    SafetensorsWriter.write(
        path,
        Map.of(
            "weight", Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}),
            "bias", Nd4j.createFromArray(1L, 2L),
            "flag", Nd4j.createFromArray(true, false)),
        Map.of("format", "pt"));
    byte[] good = Files.readAllBytes(path);
    RandomGenerator random = new RandomStreams(7).stream("mutations");
    String alphabet = "0123456789\"{}[],:-.eEFIUB \\u\u0000";
    int refused = 0;
    int read = 0;
    for (int round = 0; round < 2500; round++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(bad.length);
        bad[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      if (random.nextInt(8) == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length + 20));
      }
      Files.write(path, bad);
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        for (String name : file.names()) {
          if (file.info(name).dtype().arrayType().isPresent()) {
            file.read(name);
          } else {
            file.bytes(name);
          }
        }
        read++;
      } catch (IllegalArgumentException | UncheckedIOException e) {
        assertThat(e.getMessage()).contains(path.toString()).doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isPositive();
    assertThat(read).isPositive();
  }
}
