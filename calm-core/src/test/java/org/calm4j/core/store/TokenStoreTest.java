package org.calm4j.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  private static final TinyTokenizer TINY = new TinyTokenizer(300);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {259, 65_536, 65_537, 1_000_000})
  void documentsComeBack(int vocabularySize) {
    Tokenizer tokenizer = new TinyTokenizer(vocabularySize);
    List<String> texts = List.of("one", "zwei ü", "😀", "x".repeat(1000));
    Path file = folder.resolve("a.tokens");
    TokenStoreSummary summary =
        TokenStore.build(
            file,
            tokenizer,
            List.of(
                TextSource.ofDocuments("first", texts.subList(0, 2)),
                TextSource.ofDocuments("second", texts.subList(2, 4))),
            progress -> {});
    TokenStore store = TokenStore.open(file);
    assertThat(store.documentCount()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      int[] ids = store.document(i);
      assertThat(ids[0]).isEqualTo(tokenizer.bosId());
      assertThat(ids[ids.length - 1]).isEqualTo(tokenizer.eosId());
      assertThat(tokenizer.decode(ids)).isEqualTo(texts.get(i));
      assertThat(store.documentLength(i)).isEqualTo(ids.length);
    }
    assertThat(store.documentStart(4)).isEqualTo(store.tokenCount());
    assertThat(summary).isEqualTo(new TokenStoreSummary(4, 3 + 7 + 4 + 1000 + 8, 1010, 1014, 0));
    assertThat(store.summary()).isEqualTo(summary);
    assertThat(store.sources()).containsExactly("first", "second");
    assertThat(store.tokenizerSpec()).isEqualTo(tokenizer.spec());
    assertThat(store.tokenizerIdentity()).isEqualTo(tokenizer.identity());
    assertThat(store.vocabularySize()).isEqualTo(vocabularySize);
    assertThat(new int[] {store.bosId(), store.eosId(), store.padId()})
        .containsExactly(tokenizer.bosId(), tokenizer.eosId(), tokenizer.padId());
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 70_000})
  void readsCrossTheWindowsOfTheMapping(int vocabularySize) {
    Tokenizer tokenizer = new TinyTokenizer(vocabularySize);
    List<String> texts =
        IntStream.range(0, 50).mapToObj(i -> ("text " + i + " ").repeat(i + 1)).toList();
    Path file = build("w.tokens", tokenizer, texts);
    TokenStore whole = TokenStore.open(file);
    TokenStore windowed = TokenStoreOpener.open("w", file, 6);
    int[] all = new int[(int) whole.tokenCount()];
    whole.read(0, all, 0, all.length);
    int[] same = new int[all.length + 3];
    windowed.read(0, same, 3, all.length);
    assertThat(Arrays.copyOfRange(same, 3, same.length)).isEqualTo(all);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(tokenizer.decode(windowed.document(i))).isEqualTo(texts.get(i));
    }
  }

  @Test
  void manyDocumentsKeepTheirOrderAcrossThreads() {
    List<String> texts = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      texts.add(i + " " + "y".repeat(random.nextInt(2000)));
    }
    List<BuildProgress> reports = new ArrayList<>();
    Path file = folder.resolve("many.tokens");
    TokenStoreSummary summary =
        TokenStore.build(file, TINY, List.of(TextSource.ofDocuments("many", texts)), reports::add);
    TokenStore store = TokenStore.open(file);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(TINY.decode(store.document(i))).isEqualTo(texts.get(i));
    }
    assertThat(reports).hasSizeGreaterThan(5);
    BuildProgress last = reports.get(reports.size() - 1);
    assertThat(last.documents()).isEqualTo(summary.documents()).isEqualTo(3000);
    assertThat(last.tokens()).isEqualTo(summary.tokens()).isEqualTo(store.tokenCount());
    assertThat(last.bytesRead()).isEqualTo(summary.bytes());
    assertThat(reports).isSortedAccordingTo((a, b) -> Long.compare(a.tokens(), b.tokens()));
  }

  @Test
  void loneSurrogatesAreCounted() {
    Path file = folder.resolve("s.tokens");
    TokenStoreSummary summary =
        TokenStore.build(
            file,
            TINY,
            List.of(TextSource.ofDocuments("s", List.of("a\uD800b", "\uDC00"))),
            p -> {});
    assertThat(summary.replacedSurrogates()).isEqualTo(2);
    assertThat(TokenStore.open(file).summary()).isEqualTo(summary);
  }

  @Test
  void everyFlippedBitIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(build("bits.tokens", TINY, List.of("some text", "more")));
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << i % 8);
      Path file = Files.write(folder.resolve("bad.tokens"), bad);
      assertThatThrownBy(() -> TokenStore.open(file))
          .as("byte %d", i)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("bad.tokens")
          .hasMessageMatching(".*(is damaged|is truncated|is no token store|has version).*");
    }
  }

  @Test
  void everyTruncationAndExtraBytesAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(build("cut.tokens", TINY, List.of("some text", "more")));
    for (int length = 0; length < good.length; length++) {
      Path file = Files.write(folder.resolve("short.tokens"), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> TokenStore.open(file))
          .as("%d bytes", length)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching(".*short.tokens is (truncated|no token store).*");
    }
    Path longer = Files.write(folder.resolve("long.tokens"), Arrays.copyOf(good, good.length + 1));
    assertThatThrownBy(() -> TokenStore.open(longer)).hasMessageContaining("is damaged");
  }

  @Test
  void otherFilesAndVersionsAreRefused() throws IOException {
    assertThatThrownBy(() -> TokenStore.open(folder.resolve("no.tokens")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no.tokens does not exist");
    Path text = Files.writeString(folder.resolve("t.txt"), "just text, long enough for a head");
    assertThatThrownBy(() -> TokenStore.open(text)).hasMessageContaining("is no token store");
    assertThat(TokenStore.isTokenStore(text)).isFalse();
    assertThat(TokenStore.isTokenStore(folder)).isFalse();
    Path file = build("v.tokens", TINY, List.of("x"));
    assertThat(TokenStore.isTokenStore(file)).isTrue();
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 9;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TokenStore.open(file))
        .hasMessageContaining("has version 9, this library reads version 1");
  }

  @Test
  void afterAFailureNothingIsLeftAndTheOldStoreStands() throws IOException {
    Path file = build("keep.tokens", TINY, List.of("old"));
    String hash = TokenStore.open(file).contentHash();
    assertThatThrownBy(
            () -> TokenStore.build(file, TINY, List.of(new FailingSource(2000)), p -> {}))
        .hasMessage("the source broke");
    assertThat(files()).containsExactly("keep.tokens");
    assertThat(TokenStore.open(file).contentHash()).isEqualTo(hash);
    assertThatThrownBy(
            () ->
                TokenStore.build(
                    folder.resolve("new.tokens"),
                    TINY,
                    List.of(TextSource.ofDocuments("n", List.of("text"))),
                    p -> {
                      throw new IllegalStateException("the caller stopped");
                    }))
        .hasMessage("the caller stopped");
    assertThat(files()).containsExactly("keep.tokens");
    assertThat(TokenStore.open(build("keep.tokens", TINY, List.of("new"))).contentHash())
        .as("replaced")
        .isNotEqualTo(hash);
  }

  @Test
  void aFileThatIsNoStoreIsNotOverwritten() throws IOException {
    Path precious = Files.writeString(folder.resolve("p.txt"), "precious");
    assertThatThrownBy(() -> build("p.txt", TINY, List.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exists and is no token store");
    assertThat(precious).hasContent("precious");
    assertThatThrownBy(() -> TokenStore.build(folder.resolve("z"), TINY, List.of(), p -> {}))
        .hasMessageContaining("at least one text");
  }

  @Test
  void idsBeyondTheVocabularyAreRefused() throws IOException {
    Tokenizer wrong = new WrongTokenizer();
    assertThatThrownBy(() -> build("wrong.tokens", wrong, List.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gave id 300 in document 0, but its vocabulary is [0, 300)");
    assertThat(files()).isEmpty();
  }

  @Test
  void anotherTokenizerIsRefusedWithBothNames() {
    TokenStore store = TokenStore.open(build("t.tokens", TINY, List.of("x")));
    store.requireTokenizer(new TinyTokenizer(300));
    assertThatThrownBy(() -> store.requireTokenizer(new TinyTokenizer(400)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("t.tokens", "tiny:300", "tiny:400");
  }

  @Test
  void theHashIsOfTheContentAlone() {
    String hash = TokenStore.open(build("h1.tokens", TINY, List.of("ab", "c"))).contentHash();
    assertThat(hash).matches("[0-9a-f]{64}");
    TokenStore temporary =
        TokenStore.temporary(
            TINY, List.of(TextSource.ofDocuments("other", List.of("ab", "c"))), p -> {});
    assertThat(temporary.contentHash()).isEqualTo(hash);
    assertThat(TokenStore.open(build("h2.tokens", TINY, List.of("a", "bc"))).contentHash())
        .isNotEqualTo(hash);
  }

  @Test
  void aTemporaryStoreLeavesNoFile() {
    TokenStore store =
        TokenStore.temporary(
            TINY, List.of(TextSource.ofDocuments("memory", List.of("hello"))), p -> {});
    assertThat(store.name()).isEqualTo("memory");
    assertThat(store.file()).doesNotExist();
    assertThat(store.file().getParent()).doesNotExist();
    assertThat(TINY.decode(store.document(0))).isEqualTo("hello");
  }

  @Test
  void filesOfACommandLineAreTextsOrOneStore() throws IOException {
    Path file = build("c.tokens", TINY, List.of("stored"));
    Path text = Files.writeString(folder.resolve("c.txt"), "written");
    TokenStore opened = TokenStore.of(TINY, List.of(file.toString()), p -> {});
    assertThat(opened.file()).isEqualTo(file);
    TokenStore made = TokenStore.of(TINY, List.of(text.toString(), "stories:0.001:1"), p -> {});
    assertThat(TINY.decode(made.document(0))).isEqualTo("written");
    assertThat(made.name()).isEqualTo(text + " and 1 more");
    assertThat(made.documentCount()).isGreaterThan(1);
    assertThatThrownBy(
            () -> TokenStore.of(TINY, List.of(text.toString(), file.toString()), p -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must stand alone, got 2 files");
    assertThatThrownBy(
            () -> TokenStore.of(new TinyTokenizer(400), List.of(file.toString()), p -> {}))
        .hasMessageContaining("was made with tokenizer tiny:300");
  }

  @Test
  void rangesAreChecked() {
    TokenStore store = TokenStore.open(build("r.tokens", TINY, List.of("abc")));
    assertThatThrownBy(() -> store.read(3, new int[9], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> store.read(0, new int[2], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> store.documentLength(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> store.documentStart(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private Path build(String name, Tokenizer tokenizer, List<String> texts) {
    Path file = folder.resolve(name);
    TokenStore.build(file, tokenizer, List.of(TextSource.ofDocuments(name, texts)), p -> {});
    return file;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** Breaks after some documents, when batches are in flight and on disk. */
  private record FailingSource(int documents) implements TextSource {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public TextDocuments open() {
      Iterator<String> texts =
          IntStream.range(0, documents).mapToObj(i -> "z".repeat(1000)).iterator();
      return new TextDocuments() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public String next() {
          if (!texts.hasNext()) {
            throw new IllegalStateException("the source broke");
          }
          return texts.next();
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Claims a smaller vocabulary than it uses. */
  private static final class WrongTokenizer implements Tokenizer {
    @Override
    public int[] encode(String text) {
      return new int[] {300};
    }

    @Override
    public String decode(int... ids) {
      return "";
    }

    @Override
    public int vocabularySize() {
      return 300;
    }

    @Override
    public int bosId() {
      return 297;
    }

    @Override
    public int eosId() {
      return 298;
    }

    @Override
    public int padId() {
      return 299;
    }

    @Override
    public String spec() {
      return "wrong";
    }

    @Override
    public String identity() {
      return "wrong";
    }
  }
}
