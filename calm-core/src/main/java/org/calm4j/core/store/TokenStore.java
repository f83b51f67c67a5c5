package org.calm4j.core.store;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Documents as ids in a memory-mapped file, each as BOS, its ids, EOS, one after the other.
 *
 * <pre>{@code
 * TokenStore.build(file, tokenizer, List.of(TextSource.of("corpus.txt")), progress -> {});
 * TokenStore store = TokenStore.open(file);
 * int[] ids = store.document(0);
 * }</pre>
 *
 * <p>Ids are read from the file's pages, so a store costs no heap whatever its size. The mapping
 * lasts as long as the object; there is nothing to close. Immutable and thread-safe. The file must
 * not be changed while it is open; {@link #build} replaces it as a whole, which is safe.
 */
public final class TokenStore {
  private final String name;
  private final Path file;
  private final StoreHeader head;
  private final MappedBody body;

  /** Where the document starts begin in the body. */
  private final long documentsAt;

  TokenStore(String name, Path file, StoreHeader head, MappedBody body) {
    this.name = name;
    this.file = file;
    this.head = head;
    this.body = body;
    this.documentsAt = head.documentsOffset() - head.tokensOffset();
  }

  /**
   * Tokenizes texts into a store file, in one pass and in bounded memory, on up to eight threads.
   * The file is written beside its target and moved into place; after a failure nothing is left.
   *
   * @param target the file, by habit named {@code .tokens}; a store that lies there is replaced
   * @param tokenizer what makes the ids
   * @param sources the texts, stored in this order
   * @param progress called on this thread after every few hundred thousand characters
   * @return what was stored
   * @throws IllegalArgumentException if there is no source, if the target exists and is no token
   *     store, or if the tokenizer gives ids beyond its vocabulary
   * @throws UncheckedIOException if a text can't be read or the store can't be written
   */
  public static TokenStoreSummary build(
      Path target,
      Tokenizer tokenizer,
      List<TextSource> sources,
      Consumer<BuildProgress> progress) {
    return TokenStoreWriter.write(target, tokenizer, sources, progress);
  }

  /**
   * Tokenizes texts into a store for this run only: a file in the system's temporary folder, which
   * disappears as soon as the system allows, at the latest when the JVM ends.
   *
   * @param tokenizer what makes the ids
   * @param sources the texts, stored in this order
   * @param progress as in {@link #build}
   * @return the open store
   * @throws IllegalArgumentException as in {@link #build}
   * @throws UncheckedIOException if a text can't be read or the store can't be written
   */
  public static TokenStore temporary(
      Tokenizer tokenizer, List<TextSource> sources, Consumer<BuildProgress> progress) {
    return TokenStoreOpener.temporary(tokenizer, sources, progress);
  }

  /**
   * The store behind the {@code FILE...} of a command line: one token store, or texts that are
   * tokenized for this run.
   *
   * @param tokenizer what makes the ids, or must have made them
   * @param specs one token store, or what {@link TextSource#of(String)} takes
   * @param progress as in {@link #build}
   * @return the open store
   * @throws IllegalArgumentException if a token store stands beside other files or comes from
   *     another tokenizer, or as in {@link #build}
   * @throws UncheckedIOException if a file can't be read
   */
  public static TokenStore of(
      Tokenizer tokenizer, List<String> specs, Consumer<BuildProgress> progress) {
    return TokenStoreOpener.of(tokenizer, specs, progress);
  }

  /**
   * Opens a store and checks all of it against its checksums.
   *
   * @param file a file that {@link #build} made
   * @return the open store
   * @throws UncheckedIOException if the file is missing, no token store, of another version,
   *     truncated or damaged
   */
  public static TokenStore open(Path file) {
    return TokenStoreOpener.open(file.toString(), file, MappedBody.WINDOW_BITS);
  }

  /**
   * Whether a file begins like a token store.
   *
   * @param file any path
   * @return false also if there is no such file
   * @throws UncheckedIOException if the file exists but can't be read
   */
  public static boolean isTokenStore(Path file) {
    return Files.isRegularFile(file) && TokenStoreOpener.startsAsStore(file);
  }

  /**
   * What people call this store: its file, or the texts of a temporary one.
   *
   * @return a short name for messages
   */
  public String name() {
    return name;
  }

  /**
   * The file this store was opened from; a temporary one is gone already.
   *
   * @return its path
   */
  public Path file() {
    return file;
  }

  /**
   * Number of ids, BOS and EOS of every document included.
   *
   * @return at least 2
   */
  public long tokenCount() {
    return head.summary().tokens();
  }

  /**
   * Number of documents.
   *
   * @return at least 1
   */
  public int documentCount() {
    return (int) head.summary().documents();
  }

  /**
   * Where a document begins.
   *
   * @param document its number, in {@code [0, documentCount()]}; the last is the end of all
   * @return the index of its BOS
   * @throws IndexOutOfBoundsException if there is no such document
   */
  public long documentStart(int document) {
    Objects.checkIndex(document, documentCount() + 1);
    return body.getLong(documentsAt + (long) document * Long.BYTES);
  }

  /**
   * Number of ids of a document, BOS and EOS included.
   *
   * @param document its number, in {@code [0, documentCount())}
   * @return at least 2
   * @throws IndexOutOfBoundsException if there is no such document
   */
  public int documentLength(int document) {
    Objects.checkIndex(document, documentCount());
    return Math.toIntExact(documentStart(document + 1) - documentStart(document));
  }

  /**
   * The ids of a document, from BOS to EOS.
   *
   * @param document its number, in {@code [0, documentCount())}
   * @return a new array of {@link #documentLength} ids
   * @throws IndexOutOfBoundsException if there is no such document
   */
  public int[] document(int document) {
    int[] ids = new int[documentLength(document)];
    read(documentStart(document), ids, 0, ids.length);
    return ids;
  }

  /**
   * Copies ids.
   *
   * @param start index of the first, in {@code [0, tokenCount()]}
   * @param target where they go
   * @param offset index of the first in the target
   * @param length how many
   * @throws IndexOutOfBoundsException if the store or the target has no such range
   */
  public void read(long start, int[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    Objects.checkFromIndexSize(start, length, tokenCount());
    body.getIds(start, head.tokenizer().bytesPerId(), target, offset, length);
  }

  /**
   * Number of ids of the tokenizer, V.
   *
   * @return every id is below
   */
  public int vocabularySize() {
    return head.tokenizer().vocabularySize();
  }

  /**
   * The id that fills chunks up.
   *
   * @return the tokenizer's padding id
   */
  public int padId() {
    return head.tokenizer().padId();
  }

  /**
   * The id that begins every document.
   *
   * @return the tokenizer's BOS id
   */
  public int bosId() {
    return head.tokenizer().bosId();
  }

  /**
   * The id that ends every document.
   *
   * @return the tokenizer's EOS id
   */
  public int eosId() {
    return head.tokenizer().eosId();
  }

  /**
   * Identity of the tokenizer that made the ids.
   *
   * @return {@link Tokenizer#identity()}
   */
  public String tokenizerIdentity() {
    return head.tokenizer().identity();
  }

  /**
   * Name of the tokenizer that made the ids.
   *
   * @return {@link Tokenizer#spec()}
   */
  public String tokenizerSpec() {
    return head.tokenizer().spec();
  }

  /**
   * Refuses another tokenizer than the one that made the ids.
   *
   * @param tokenizer the tokenizer of a model
   * @throws IllegalArgumentException if its identity differs
   */
  public void requireTokenizer(Tokenizer tokenizer) {
    if (!tokenizer.identity().equals(tokenizerIdentity())) {
      throw new IllegalArgumentException(
          "token store %s was made with tokenizer %s (identity %.12s), not with %s (identity %.12s):"
                  .formatted(
                      name,
                      tokenizerSpec(),
                      tokenizerIdentity(),
                      tokenizer.spec(),
                      tokenizer.identity())
              + " use that tokenizer or tokenize the text again");
    }
  }

  /**
   * Identity of the data: equal ids in equal documents have equal hashes, whatever file they lie
   * in.
   *
   * @return 64 hexadecimal digits (SHA-256 of ids and document starts)
   */
  public String contentHash() {
    return head.contentHash();
  }

  /**
   * Counts of the texts.
   *
   * @return what {@link #build} returned
   */
  public TokenStoreSummary summary() {
    return head.summary();
  }

  /**
   * Names of the texts.
   *
   * @return {@link TextSource#name()} of each
   */
  public List<String> sources() {
    return head.sources();
  }

  @Override
  public String toString() {
    return "TokenStore[%s, %d documents, %d tokens, %s]"
        .formatted(name, documentCount(), tokenCount(), tokenizerSpec());
  }
}
