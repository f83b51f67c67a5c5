package org.calm4j.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files and folders completely or not at all: under another name beside the target, forced
 * to the disk, then moved into place. Whatever fails, the target keeps what it held before and the
 * other name is removed, also when the virtual machine is told to stop.
 *
 * <p>Missing parent folders are made. Thread-safe; of two writers of one target the later wins.
 */
public final class AtomicFiles {
  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFiles() {}

  /**
   * Writes a file through a buffered stream.
   *
   * @param target the file, replaced if it exists
   * @param body writes the content; need not close the stream
   * @throws UncheckedIOException if the file cannot be written, with a sentence that names it
   */
  public static void write(Path target, IOConsumer<OutputStream> body) {
    writeChannel(
        target,
        channel -> {
          OutputStream stream =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
          body.accept(stream);
          stream.flush();
        });
  }

  /**
   * Writes a text file as UTF-8.
   *
   * @param target the file, replaced if it exists
   * @param text the whole content
   * @throws UncheckedIOException if the file cannot be written, with a sentence that names it
   */
  public static void writeString(Path target, String text) {
    write(target, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a file through a channel that can be positioned.
   *
   * @param target the file, replaced if it exists
   * @param body writes the content; must leave the channel open
   * @throws UncheckedIOException if the file cannot be written, with a sentence that names it
   */
  public static void writeChannel(Path target, IOConsumer<FileChannel> body) {
    build(
        target,
        (place, temporary) -> {
          if (Files.exists(place) && !Files.isRegularFile(place)) {
            throw new FileSystemException(target.toString(), null, "not a regular file");
          }
          try (FileChannel channel =
              FileChannel.open(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            body.accept(channel);
            channel.force(true);
          }
          Trees.move(temporary, place);
        });
  }

  /**
   * Builds a folder and moves it into place; an existing one is replaced as a whole.
   *
   * <p>Two moves are needed to replace a folder. Killed just between them, the old folder is left
   * beside the target under a hidden name that ends in {@code .old}, and the target is missing:
   * complete content or none, never a mixture.
   *
   * @param target the folder
   * @param body fills the empty folder that it is given
   * @throws UncheckedIOException if the folder cannot be written, with a sentence that names it
   */
  public static void replaceDirectory(Path target, IOConsumer<Path> body) {
    build(
        target,
        (place, temporary) -> {
          if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new FileSystemException(target.toString(), null, "not a folder");
          }
          Files.createDirectory(temporary);
          body.accept(temporary);
          Trees.force(temporary);
          if (Files.exists(place)) {
            exchange(place, temporary);
          } else {
            Trees.move(temporary, place);
          }
        });
  }

  /**
   * Moves a file or folder within one file system in one step, and makes that durable; a file at
   * the new place is replaced.
   *
   * @param from what to move
   * @param to its new place
   * @throws UncheckedIOException if it cannot be moved, with a sentence that names the new place
   */
  public static void move(Path from, Path to) {
    try {
      Trees.move(from, to);
    } catch (IOException e) {
      throw FileErrors.writing(to, e);
    }
  }

  private static void exchange(Path place, Path temporary) throws IOException {
    Path old = beside(place, ".old");
    Trees.move(place, old);
    try {
      Trees.move(temporary, place);
    } catch (IOException e) {
      Trees.move(old, place);
      throw e;
    }
    Trees.deleteQuietly(old);
  }

  /** What makes the new content under the second path and moves it to the first. */
  private interface Builder {
    void build(Path place, Path temporary) throws IOException;
  }

  /** Gives a builder a free name beside the target and makes sure that nothing stays there. */
  private static void build(Path target, Builder builder) {
    try {
      // A link keeps pointing where it does: what it points to is replaced.
      Path place = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
      Path parent = place.getParent();
      if (parent == null) {
        throw new FileSystemException(target.toString(), null, "not a place to write to");
      }
      Files.createDirectories(parent);
      Path temporary = beside(place, ".tmp");
      Thread cleaner = new Thread(() -> Trees.deleteQuietly(temporary));
      boolean registered = register(cleaner);
      try {
        builder.build(place, temporary);
      } finally {
        Trees.deleteQuietly(temporary);
        if (registered) {
          unregister(cleaner);
        }
      }
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    }
  }

  private static Path beside(Path place, String suffix) {
    return place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + suffix);
  }

  private static boolean register(Thread cleaner) {
    try {
      Runtime.getRuntime().addShutdownHook(cleaner);
      return true;
    } catch (IllegalStateException alreadyStopping) {
      return false;
    }
  }

  private static void unregister(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException alreadyStopping) {
      // The cleaner runs by itself, and finds nothing.
    }
  }
}
