package org.calm4j.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written beside its target and moved into place when complete; closed before that,
 * it disappears.
 */
final class StoreFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private boolean committed;

  StoreFile(Path target) {
    this.target = target;
    Path folder = target.toAbsolutePath().getParent();
    try {
      if (folder == null || (Files.exists(target) && !TokenStore.isTokenStore(target))) {
        throw new IllegalArgumentException(
            target + " exists and is no token store: remove it or choose another name");
      }
      Files.createDirectories(folder);
      this.temporary =
          folder.resolve(
              "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
      this.channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      // For a JVM that is stopped from outside; nothing lies under this name after the move.
      temporary.toFile().deleteOnExit();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes all remaining bytes at a position. */
  void write(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes the file durable and moves it into place. */
  void commit() {
    try {
      channel.force(true);
      channel.close();
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "cannot write %s: %s; free space or choose another folder"
            .formatted(target, e.getMessage()),
        e);
  }

  @Override
  public void close() {
    if (committed) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
