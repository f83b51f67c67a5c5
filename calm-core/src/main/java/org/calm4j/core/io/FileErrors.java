package org.calm4j.core.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Turns input and output errors into one sentence that names the file and a way out. */
public final class FileErrors {
  private static final List<String> NO_SPACE =
      List.of("no space left", "disk quota exceeded", "not enough space", "disk full");

  private FileErrors() {}

  /**
   * An error while reading.
   *
   * @param file the file that was read
   * @param cause what happened
   * @return an exception whose message stands alone
   */
  public static UncheckedIOException reading(Path file, IOException cause) {
    return new UncheckedIOException("cannot read " + file + ": " + reason(file, cause), cause);
  }

  /**
   * An error while writing; a full disk gets its own sentence.
   *
   * @param file the file or folder that was to be written
   * @param cause what happened
   * @return an exception whose message stands alone
   */
  public static UncheckedIOException writing(Path file, IOException cause) {
    if (isDiskFull(cause)) {
      return new UncheckedIOException(
          "no space left on the disk to write "
              + file
              + ": what was there before is unchanged; free some space or choose another folder",
          cause);
    }
    return new UncheckedIOException("cannot write " + file + ": " + reason(file, cause), cause);
  }

  private static boolean isDiskFull(IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return NO_SPACE.stream().anyMatch(message::contains);
  }

  private static String reason(Path file, IOException cause) {
    if (!(cause instanceof FileSystemException error)) {
      return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
    String subject =
        error.getFile() == null || error.getFile().equals(file.toString()) ? "it" : error.getFile();
    if (error instanceof NoSuchFileException) {
      return subject + " does not exist";
    }
    if (error instanceof AccessDeniedException) {
      return "access to " + subject + " is denied";
    }
    if (error instanceof FileAlreadyExistsException) {
      return subject + " exists already and is not what is needed there";
    }
    if (error instanceof NotDirectoryException) {
      return subject + " is not a folder";
    }
    if (error.getReason() == null) {
      return error.toString();
    }
    return subject.equals("it") ? error.getReason() : subject + ": " + error.getReason();
  }
}
