package org.calm4j.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens stores and refuses what is none, with a sentence. */
final class TokenStoreOpener {
  private static final Logger LOG = LoggerFactory.getLogger(TokenStoreOpener.class);

  private TokenStoreOpener() {}

  static boolean startsAsStore(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return StoreHeader.hasMagic(read(channel, StoreHeader.PREFIX));
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  static TokenStore open(String name, Path file, int windowBits) {
    if (!Files.exists(file)) {
      String sentence = "token store " + file + " does not exist";
      throw new UncheckedIOException(sentence, new NoSuchFileException(sentence));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      StoreHeader head = head(file, channel);
      if (channel.size() != head.fileLength()) {
        throw refused(
            "token store %s is %s: it has %d bytes of %d; make it again"
                .formatted(
                    file,
                    channel.size() < head.fileLength() ? "truncated" : "damaged",
                    channel.size(),
                    head.fileLength()));
      }
      MappedBody body = new MappedBody(channel, head.length(), head.fileLength(), windowBits);
      if (body.checksum() != head.bodyChecksum()) {
        throw refused(
            "token store %s is damaged: the checksum of its ids differs; make it again"
                .formatted(file));
      }
      return new TokenStore(name, file, head, body);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  private static StoreHeader head(Path file, FileChannel channel) throws IOException {
    ByteBuffer prefix = read(channel, StoreHeader.PREFIX);
    if (!StoreHeader.hasMagic(prefix)) {
      throw refused(file + " is no token store: make one with ./calm tokenize");
    }
    if (prefix.remaining() < StoreHeader.PREFIX) {
      throw refused("token store " + file + " is truncated: its head is incomplete; make it again");
    }
    int version = prefix.getInt(StoreHeader.PREFIX - 2 * Integer.BYTES);
    if (version != StoreHeader.VERSION) {
      throw refused(
          "token store %s has version %d, this library reads version %d: make it again"
              .formatted(file, version, StoreHeader.VERSION));
    }
    int length = prefix.getInt(StoreHeader.PREFIX - Integer.BYTES);
    if (length > channel.size()) {
      throw refused("token store " + file + " is truncated: its head is incomplete; make it again");
    }
    if (length < StoreHeader.SHORTEST) {
      throw refused("token store " + file + " is damaged: its head is too short; make it again");
    }
    try {
      return StoreHeader.parse(read(channel, length));
    } catch (IllegalArgumentException e) {
      throw refused("token store %s is damaged: %s; make it again".formatted(file, e.getMessage()));
    }
  }

  private static ByteBuffer read(FileChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes, bytes.position());
    }
    return bytes.flip();
  }

  static TokenStore temporary(
      Tokenizer tokenizer, List<TextSource> sources, Consumer<BuildProgress> progress) {
    Path folder;
    try {
      folder = Files.createTempDirectory("calm-tokens");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the temporary folder: " + e.getMessage(), e);
    }
    Path file = folder.resolve("text.tokens");
    // In this order: the JVM removes the last first.
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    try {
      TokenStoreWriter.write(file, tokenizer, sources, progress);
      return open(name(sources), file, MappedBody.WINDOW_BITS);
    } finally {
      removeIfPossible(file);
      removeIfPossible(folder);
    }
  }

  private static String name(List<TextSource> sources) {
    String first = sources.get(0).name();
    return sources.size() == 1 ? first : first + " and " + (sources.size() - 1) + " more";
  }

  /** Where a mapped file can be deleted it stays readable; elsewhere it goes with the JVM. */
  private static void removeIfPossible(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("{} stays until the JVM ends", path, e);
    }
  }

  static TokenStore of(Tokenizer tokenizer, List<String> specs, Consumer<BuildProgress> progress) {
    for (String spec : specs) {
      // TextSource knows what is neither; a generated text is no path on some systems.
      if (spec.startsWith("stories:") || !TokenStore.isTokenStore(Path.of(spec))) {
        continue;
      }
      if (specs.size() > 1) {
        throw new IllegalArgumentException(
            spec
                + " is a token store and must stand alone, got "
                + specs.size()
                + " files: make one store from all texts with ./calm tokenize");
      }
      TokenStore store = TokenStore.open(Path.of(spec));
      store.requireTokenizer(tokenizer);
      return store;
    }
    return temporary(tokenizer, specs.stream().map(TextSource::of).toList(), progress);
  }

  private static UncheckedIOException refused(String sentence) {
    return new UncheckedIOException(sentence, new IOException(sentence));
  }
}
