package org.calm4j.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Decodes a file's bytes as UTF-8 and refuses what is not text: bytes that are not UTF-8, and NUL,
 * which marks binary files. A byte order mark at the start is dropped.
 *
 * <p>Offsets in messages count unpacked bytes from 0.
 */
final class StrictUtf8Reader extends Reader {
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final Compression compression;
  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Offset in the unpacked file of the first byte of the buffer. */
  private long base;

  private boolean started;
  private boolean ended;

  /** Opens a file; every failure, now or while reading, is an UncheckedIOException. */
  StrictUtf8Reader(Path file, Compression compression) {
    this.file = file;
    this.compression = compression;
    try {
      this.in = compression.open(file);
    } catch (IOException e) {
      throw compression.explain(file, e);
    }
  }

  @Override
  public int read(char[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (chars.position() == offset) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        throw TextErrors.refused(
            "%s is not UTF-8 text: invalid byte 0x%02x at byte offset %d; convert the file to UTF-8"
                .formatted(file, bytes.get(bytes.position()), base + bytes.position()));
      }
      if (!started && chars.position() > offset) {
        started = true;
        if (target[offset] == BYTE_ORDER_MARK) {
          int rest = chars.position() - offset - 1;
          System.arraycopy(target, offset + 1, target, offset, rest);
          chars.position(offset + rest);
        }
      }
      if (chars.position() == offset) {
        if (ended) {
          return -1;
        }
        // A supplementary character needs room for two chars, which its reader must offer.
        if (result.isOverflow() && length < 2) {
          throw new IllegalArgumentException("room for at least 2 chars is needed, got " + length);
        }
        fill();
      }
    }
    return chars.position() - offset;
  }

  private void fill() {
    base += bytes.position();
    bytes.compact();
    int from = bytes.position();
    try {
      int count = in.read(bytes.array(), from, bytes.remaining());
      if (count < 0) {
        ended = true;
      } else {
        bytes.position(from + count);
      }
    } catch (IOException e) {
      throw compression.explain(file, e);
    }
    bytes.flip();
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) == 0) {
        throw TextErrors.refused(
            "%s is a binary file, not text: byte offset %d is NUL".formatted(file, base + i));
      }
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw compression.explain(file, e);
    }
  }
}
