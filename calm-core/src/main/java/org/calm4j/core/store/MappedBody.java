package org.calm4j.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * A part of a file in memory, beyond the 2 GB of one buffer: windows of a power of two bytes, so
 * that no aligned value lies across two. Reads are absolute and thread-safe.
 */
final class MappedBody {
  /** 1 GiB. */
  static final int WINDOW_BITS = 30;

  private final ByteBuffer[] windows;
  private final int windowBits;
  private final long mask;

  MappedBody(FileChannel channel, long begin, long end, int windowBits) throws IOException {
    this.windowBits = windowBits;
    this.mask = (1L << windowBits) - 1;
    this.windows = new ByteBuffer[Math.toIntExact((end - begin + mask) >> windowBits)];
    for (int i = 0; i < windows.length; i++) {
      long from = begin + ((long) i << windowBits);
      long size = Math.min(1L << windowBits, end - from);
      windows[i] =
          channel.map(FileChannel.MapMode.READ_ONLY, from, size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  long getLong(long at) {
    return windows[(int) (at >> windowBits)].getLong((int) (at & mask));
  }

  /** Copies ids of 2 (unsigned) or 4 bytes each, from id number {@code first} on. */
  void getIds(long first, int bytesPerId, int[] target, int offset, int count) {
    int done = 0;
    while (done < count) {
      long at = (first + done) * bytesPerId;
      ByteBuffer window = windows[(int) (at >> windowBits)];
      int from = (int) (at & mask);
      int run = Math.min(count - done, (window.capacity() - from) / bytesPerId);
      int to = offset + done;
      if (bytesPerId == Short.BYTES) {
        for (int i = 0; i < run; i++) {
          target[to + i] = Short.toUnsignedInt(window.getShort(from + Short.BYTES * i));
        }
      } else {
        for (int i = 0; i < run; i++) {
          target[to + i] = window.getInt(from + Integer.BYTES * i);
        }
      }
      done += run;
    }
  }

  int checksum() {
    CRC32C crc = new CRC32C();
    for (ByteBuffer window : windows) {
      crc.update(window.duplicate());
    }
    return (int) crc.getValue();
  }
}
