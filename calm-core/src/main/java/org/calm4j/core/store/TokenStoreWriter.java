package org.calm4j.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Writes a store in one pass: ids as they come, then the document starts, then the head. Memory
 * holds a buffer and 8 bytes per document.
 */
final class TokenStoreWriter {
  private static final int BUFFER = 1 << 20;

  /** More threads than this wait for the one that reads. */
  private static final int MOST_THREADS = 8;

  private final FileChannel channel;
  private final Tokenizer tokenizer;
  private final List<TextSource> sources;
  private final StoreHeader head;
  private final Consumer<BuildProgress> progress;
  private final long started = System.nanoTime();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final MessageDigest digest;
  private long position;
  private long tokens;
  private long[] starts = new long[1024];
  private int documents;
  private TokenStoreSummary summary = TokenStoreSummary.NOTHING;

  private TokenStoreWriter(
      FileChannel channel,
      Tokenizer tokenizer,
      List<TextSource> sources,
      Consumer<BuildProgress> progress) {
    this.channel = channel;
    this.tokenizer = tokenizer;
    this.sources = sources;
    this.head =
        StoreHeader.unfilled(
            StoreHeader.TokenizerTag.of(tokenizer),
            sources.stream().map(TextSource::name).toList());
    this.progress = progress;
    this.position = head.length();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  static TokenStoreSummary write(
      Path target,
      Tokenizer tokenizer,
      List<TextSource> sources,
      Consumer<BuildProgress> progress) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a token store needs at least one text, got none");
    }
    if (Files.exists(target) && !TokenStore.isTokenStore(target)) {
      throw new IllegalArgumentException(
          target + " exists and is no token store: remove it or choose another name");
    }
    TokenStoreSummary[] result = {TokenStoreSummary.NOTHING};
    AtomicFiles.writeChannel(
        target,
        channel -> result[0] = new TokenStoreWriter(channel, tokenizer, sources, progress).run());
    return result[0];
  }

  private TokenStoreSummary run() throws IOException {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    try (OrderedEncoder encoder = new OrderedEncoder(tokenizer, threads, this::accept)) {
      for (TextSource source : sources) {
        try (TextDocuments texts = source.open()) {
          while (texts.hasNext()) {
            encoder.add(texts.next());
          }
        }
      }
      encoder.finish();
    }
    return finish();
  }

  private void accept(EncodedBatch batch) throws IOException {
    for (int[] document : batch.documents()) {
      if (documents == starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      starts[documents++] = tokens;
      putId(head.tokenizer().bosId());
      for (int id : document) {
        putId(id);
      }
      putId(head.tokenizer().eosId());
    }
    summary = summary.plus(batch.summary());
    report();
  }

  private void report() {
    double seconds = (System.nanoTime() - started) * 1e-9;
    progress.accept(
        new BuildProgress(summary.documents(), summary.tokens(), summary.bytes(), seconds));
  }

  private void putId(int id) throws IOException {
    StoreHeader.TokenizerTag tag = head.tokenizer();
    if (id < 0 || id >= tag.vocabularySize()) {
      throw new IllegalArgumentException(
          "tokenizer %s gave id %d in document %d, but its vocabulary is [0, %d)"
              .formatted(tag.spec(), id, documents - 1, tag.vocabularySize()));
    }
    room();
    if (tag.bytesPerId() == Short.BYTES) {
      buffer.putShort((short) id);
    } else {
      buffer.putInt(id);
    }
    tokens++;
  }

  private void room() throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    digest.update(buffer.duplicate());
    int count = buffer.remaining();
    write(buffer, position);
    position += count;
    buffer.clear();
  }

  private TokenStoreSummary finish() throws IOException {
    if (documents == 0) {
      throw new IllegalArgumentException(
          "no documents in " + head.sources() + ": give a text with at least one");
    }
    while ((position + buffer.position()) % Long.BYTES != 0) {
      room();
      buffer.put((byte) 0);
    }
    for (int i = 0; i < documents; i++) {
      room();
      buffer.putLong(starts[i]);
    }
    room();
    buffer.putLong(tokens);
    flush();
    String hash = HexFormat.of().formatHex(digest.digest());
    write(head.filled(summary, (int) checksum.getValue(), hash).toBytes(), 0);
    return summary;
  }

  private void write(ByteBuffer bytes, long place) throws IOException {
    long at = place;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
