package org.calm4j.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSourceTest {
  private static final String MIXED = "Grüße, 世界! 😀\r\n\r\nA second paragraph.\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.txt.gz", "a.txt.zst", "A.TXT.GZ"})
  void aTextFileIsOneDocumentUnchanged(String name) throws IOException {
    Path file = write(name, MIXED.getBytes(UTF_8));
    TextSource source = TextSource.of(file.toString());
    assertThat(source.name()).isEqualTo(file.toString());
    assertThat(read(source)).containsExactly(MIXED);
    assertThat(read(source)).as("a second pass").containsExactly(MIXED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void jsonLinesGiveTheFieldText(String name) throws IOException {
    String lines =
        """
        {"id": 1, "text": "first \\u00e9 \\ud83d\\ude00 \\"quoted\\"\\n\\t\\\\", "more": [1, {"text": "no"}]}

        {"meta": {"text": "not this"}, "text": "second 世界"}
        {"text": ""}
        {"text": "last\\u2028one"}""";
    for (String end : List.of("\n", "\r\n")) {
      Path file = write(name, lines.replace("\n", end).getBytes(UTF_8));
      assertThat(read(TextSource.of(file)))
          .containsExactly("first é 😀 \"quoted\"\n\t\\", "second 世界", "last\u2028one");
    }
  }

  @Test
  void longLinesAndManyLinesCrossTheBuffers() throws IOException {
    List<String> documents = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String document = ("é世😀" + i).repeat(1 + i * 37 % 3001);
      documents.add(document);
      lines.append("{\"text\": \"").append(document).append("\"}\n");
    }
    Path file = write("many.jsonl.zst", lines.toString().getBytes(UTF_8));
    assertThat(read(TextSource.of(file))).isEqualTo(documents);
  }

  @Test
  void aByteOrderMarkIsDroppedOnlyAtTheStart() throws IOException {
    assertThat(read(TextSource.of(write("b.txt", "\uFEFFx\uFEFFy".getBytes(UTF_8)))))
        .containsExactly("x\uFEFFy");
    assertThat(read(TextSource.of(write("b.jsonl", "\uFEFF{\"text\":\"z\"}".getBytes(UTF_8)))))
        .containsExactly("z");
  }

  @Test
  void aLongTextIsCutIntoDocumentsThatJoinToTheText() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    while (text.length() < 2 * PlainTextDocuments.LONGEST + 1000) {
      text.append("word😀 ".repeat(1 + random.nextInt(40)))
          .append(random.nextBoolean() ? "\n" : "\n\n");
    }
    List<String> documents =
        read(TextSource.of(write("long.txt", text.toString().getBytes(UTF_8))));
    assertThat(documents).hasSizeGreaterThan(2);
    assertThat(String.join("", documents)).isEqualTo(text.toString());
    for (String document : documents.subList(0, documents.size() - 1)) {
      assertThat(document).hasSizeLessThanOrEqualTo(PlainTextDocuments.LONGEST).endsWith("\n\n");
    }
  }

  @Test
  void cutsPreferBlankLinesThenLinesThenSpaces() throws IOException {
    assertThat(cut("aaaaaa\n \nbb\ncc dd", 12)).containsExactly("aaaaaa\n \n", "bb\ncc dd");
    assertThat(cut("aaaaaa\r\n\r\nb c d", 12)).containsExactly("aaaaaa\r\n\r\n", "b c d");
    assertThat(cut("aaaaaa\nbbb cccc", 12)).containsExactly("aaaaaa\n", "bbb cccc");
    assertThat(cut("aaaaaaaaa cccc", 12)).containsExactly("aaaaaaaaa ", "cccc");
    assertThat(cut("aaaaaaaaaaaaaa", 12)).containsExactly("aaaaaaaaaaaa", "aa");
    assertThat(cut("aaaaaaaaaaa😀a", 12)).containsExactly("aaaaaaaaaaa", "😀a");
    assertThat(cut("aaaaaaaaaaaa", 12)).containsExactly("aaaaaaaaaaaa");
  }

  @Test
  void invalidUtf8NamesTheByteOffset() throws IOException {
    byte[] bytes = "x".repeat(70_000).getBytes(UTF_8);
    bytes[66_001] = (byte) 0xC3;
    for (String name : List.of("bad.txt", "bad.txt.gz", "bad.txt.zst", "bad.jsonl")) {
      refuses(write(name, bytes), "invalid byte 0xc3 at byte offset 66001");
    }
    refuses(write("cut.txt", new byte[] {'a', (byte) 0xE4, (byte) 0xB8}), "at byte offset 1");
    // A surrogate in UTF-8 (CESU-8) is none.
    refuses(
        write("cesu.txt", new byte[] {'a', 'b', (byte) 0xED, (byte) 0xA0, (byte) 0x80}),
        "at byte offset 2");
  }

  @Test
  void binaryFilesAreRefused() throws IOException {
    byte[] bytes = "x".repeat(70_000).getBytes(UTF_8);
    bytes[69_000] = 0;
    refuses(write("nul.txt", bytes), "is a binary file, not text: byte offset 69000 is NUL");
    refuses(
        write("utf16.txt", "abc".getBytes(java.nio.charset.StandardCharsets.UTF_16)), "utf16.txt");
  }

  @Test
  void missingEmptyAndStrangeFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> TextSource.of(folder.resolve("no.txt").toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageMatching("text file .*no\\.txt does not exist");
    for (String name : List.of("e.txt", "e.jsonl", "e.txt.gz", "e.jsonl.zst")) {
      Path file = Files.write(folder.resolve(name), new byte[0]);
      assertThatThrownBy(() -> TextSource.of(file))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageEndingWith(name + " is empty");
    }
    Path directory = Files.createDirectory(folder.resolve("d.txt"));
    assertThatThrownBy(() -> TextSource.of(directory)).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> TextSource.of(folder.resolve("x.pdf").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".txt or .jsonl")
        .hasMessageContaining("x.pdf");
    refuses(write("packed.txt.gz", new byte[0]), "holds no text");
    refuses(write("packed.txt.zst", new byte[0]), "holds no text");
    refuses(write("bom.txt", "\uFEFF".getBytes(UTF_8)), "holds no text");
    refuses(write("blank.jsonl", " \n\n{\"text\":\"\"}\n".getBytes(UTF_8)), "holds no text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.txt.gz", "t.txt.zst"})
  void truncatedOrForeignArchivesAreRefused(String name) throws IOException {
    byte[] noise = new byte[40_000];
    Random random = new Random(3);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) ('a' + random.nextInt(26));
    }
    byte[] whole = Files.readAllBytes(write(name, noise));
    for (int length : new int[] {1, 3, 5, 9, 12, 100, whole.length / 2, whole.length - 1}) {
      Path file = Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
      refuses(file, name + " is truncated");
    }
    refuses(Files.write(folder.resolve(name), noise), name + " is damaged or no .");
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 0x55;
    assertThatThrownBy(() -> read(TextSource.of(Files.write(folder.resolve(name), damaged))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(name);
  }

  @Test
  void badJsonLinesNameTheirLine() throws IOException {
    String good = "{\"text\": \"fine\"}\n\n";
    refuses(lines(good + "{\"body\": \"x\"}\n"), "line 3 of", "has no field \"text\"");
    refuses(lines(good + "{\"text\": 7}\n"), "line 3 of", "that is no string");
    refuses(lines(good + "{\"text\": null}"), "line 3 of", "that is no string");
    refuses(lines(good + "[\"text\"]\n"), "line 3 of", "is no JSON object");
    refuses(lines(good + "plain words\n"), "line 3 of", "is not valid JSON");
    refuses(lines(good + "{\"text\": \"open\n"), "line 3 of", "is not valid JSON");
    refuses(lines(good + "{\"text\": \"a\", \"text\": \"b\"}\n"), "line 3 of", "twice");
    refuses(lines(good + "{\"text\": \"a\"} {\"text\": \"b\"}\n"), "line 3 of", "more than one");
    refuses(lines(good + "{\"text\": \"a\"\n"), "line 3 of", "is not valid JSON");
  }

  @Test
  void aLineBeyondTheBoundIsRefused() throws IOException {
    Path file =
        write("wide.jsonl", ("{\"text\": \"" + "x".repeat(200_000) + "\"}").getBytes(UTF_8));
    StrictUtf8Reader reader = new StrictUtf8Reader(file, Compression.NONE);
    try (TextDocuments documents = new JsonLinesDocuments("wide", reader, 100_000)) {
      assertThatThrownBy(documents::hasNext)
          .hasMessage("line 1 of wide is longer than 100000 characters: split the document");
    }
  }

  @Test
  void storiesFillTheSizeAndRepeat() {
    TextSource source = TextSource.of("stories:0.01:7");
    assertThat(source.name()).isEqualTo("stories:0.01:7");
    List<String> stories = read(source);
    long bytes = stories.stream().mapToLong(story -> story.getBytes(UTF_8).length).sum();
    long last = stories.get(stories.size() - 1).getBytes(UTF_8).length;
    assertThat(bytes).isGreaterThanOrEqualTo(10_000);
    assertThat(bytes - last).as("no story after the size is reached").isLessThan(10_000);
    assertThat(read(source)).isEqualTo(stories);
    assertThat(read(TextSource.of("stories:0.01:8"))).isNotEqualTo(stories);
  }

  @Test
  void storiesMayHaveFewPlots() {
    List<String> stories = read(TextSource.of("stories:0.05:7:storm"));
    assertThat(stories).allSatisfy(story -> assertThat(story).containsPattern("storm"));
    assertThat(read(TextSource.of("stories:0.05:7")))
        .anySatisfy(story -> assertThat(story).doesNotContainPattern("storm"));
  }

  @Test
  void storiesMayHaveLittleVariety() {
    assertThat(read(TextSource.of("stories:0.05:7:race:2")))
        .allSatisfy(story -> assertThat(story).contains("Mia").contains("Tom"));
    assertThat(read(TextSource.of("stories:0.05:7:race:100")))
        .isEqualTo(read(TextSource.of("stories:0.05:7:race")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stories:",
        "stories:1",
        "stories:x:1",
        "stories:1:x",
        "stories:0:1",
        "stories:-1:1",
        "stories:1:2:3",
        "stories:1:2:",
        "stories:1:2:lost,lost",
        "stories:1:2:lost:gift",
        "stories:1:2:lost:1",
        "stories:1:2:lost:101",
        "stories:1:2:lost:x",
        "stories:1:2:lost:2:1",
        "stories:1e999999999:1",
        "stories:1:1.5"
      })
  void badStoriesAreRefused(String spec) {
    assertThatThrownBy(() -> TextSource.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stories:MEGABYTES:SEED")
        .hasMessageContaining("from 2 to 100")
        .hasMessageEndingWith(spec);
  }

  @Test
  void documentsInMemorySkipEmptyOnes() {
    assertThat(read(TextSource.ofDocuments("mine", List.of("a", "", "b"))))
        .containsExactly("a", "b");
    assertThatThrownBy(() -> read(TextSource.ofDocuments("mine", List.of(""))))
        .hasMessageStartingWith("mine holds no text");
  }

  @Test
  void sizesAgreeWithTheJdk() {
    TextSize size = TextSize.of(MIXED);
    assertThat(size.bytes()).isEqualTo(MIXED.getBytes(UTF_8).length);
    assertThat(size.characters()).isEqualTo(MIXED.codePointCount(0, MIXED.length()));
    assertThat(TextSize.of("a\uD800b\uDC00\uD83D")).isEqualTo(new TextSize(5, 11));
  }

  private static void refuses(Path file, String... parts) {
    assertThatThrownBy(() -> read(TextSource.of(file)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContainingAll(parts);
  }

  private Path lines(String text) throws IOException {
    return write("lines.jsonl", text.getBytes(UTF_8));
  }

  private List<String> cut(String text, int longest) throws IOException {
    Path file = write("cut.txt", text.getBytes(UTF_8));
    return all(
        new PlainTextDocuments("cut", new StrictUtf8Reader(file, Compression.NONE), longest));
  }

  private static List<String> read(TextSource source) {
    return all(source.open());
  }

  private static List<String> all(TextDocuments documents) {
    try (documents) {
      List<String> result = new ArrayList<>();
      documents.forEachRemaining(result::add);
      return result;
    }
  }

  /** Packs as the name says. */
  private Path write(String name, byte[] bytes) throws IOException {
    byte[] packed = bytes;
    switch (Compression.of(name)) {
      case GZIP -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(bytes);
        }
        packed = out.toByteArray();
      }
      case ZSTD -> {
        // With the checksum that the zstd command adds: without, damage can pass.
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setChecksum(true)) {
          packed = zstd.compress(bytes);
        }
      }
      case NONE -> {}
    }
    return Files.write(folder.resolve(name), packed);
  }
}
