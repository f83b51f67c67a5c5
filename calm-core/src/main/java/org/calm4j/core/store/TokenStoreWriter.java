package org.calm4j.core.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Writes a store in one pass: ids as they come, then the document starts, then the head. Memory
 * holds a buffer and 8 bytes per document.
 */
final class TokenStoreWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  /** More threads than this wait for the one that reads. */
  private static final int MOST_THREADS = 8;

  private final StoreFile file;
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
      Path target,
      Tokenizer tokenizer,
      List<TextSource> sources,
      Consumer<BuildProgress> progress) {
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
    this.file = new StoreFile(target);
  }

  static TokenStoreSummary write(
      Path target,
      Tokenizer tokenizer,
      List<TextSource> sources,
      Consumer<BuildProgress> progress) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a token store needs at least one text, got none");
    }
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    try (TokenStoreWriter writer = new TokenStoreWriter(target, tokenizer, sources, progress);
        OrderedEncoder encoder = new OrderedEncoder(tokenizer, threads, writer::accept)) {
      for (TextSource source : sources) {
        try (TextDocuments texts = source.open()) {
          while (texts.hasNext()) {
            encoder.add(texts.next());
          }
        }
      }
      encoder.finish();
      return writer.commit();
    }
  }

  private void accept(EncodedBatch batch) {
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

  private void putId(int id) {
    StoreHeader.TokenizerTag tokenizer = head.tokenizer();
    if (id < 0 || id >= tokenizer.vocabularySize()) {
      throw new IllegalArgumentException(
          "tokenizer %s gave id %d in document %d, but its vocabulary is [0, %d)"
              .formatted(tokenizer.spec(), id, documents - 1, tokenizer.vocabularySize()));
    }
    room();
    if (tokenizer.bytesPerId() == Short.BYTES) {
      buffer.putShort((short) id);
    } else {
      buffer.putInt(id);
    }
    tokens++;
  }

  private void room() {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
  }

  private void flush() {
    buffer.flip();
    checksum.update(buffer.duplicate());
    digest.update(buffer.duplicate());
    int count = buffer.remaining();
    file.write(buffer, position);
    position += count;
    buffer.clear();
  }

  private TokenStoreSummary commit() {
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
    file.write(head.filled(summary, (int) checksum.getValue(), hash).toBytes(), 0);
    file.commit();
    return summary;
  }

  @Override
  public void close() {
    file.close();
  }
}
