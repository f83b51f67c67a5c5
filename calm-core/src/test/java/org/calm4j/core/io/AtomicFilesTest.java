package org.calm4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void writesAndReplacesAndMakesParents() throws IOException {
    Path target = folder.resolve("a/b/file.txt");
    AtomicFiles.writeString(target, "one é");
    AtomicFiles.writeString(target, "two");
    assertThat(target).hasContent("two");
    assertThat(children(target.getParent())).containsExactly("file.txt");
  }

  @Test
  void bodySeesOldContentUntilTheEnd() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    AtomicFiles.write(
        target,
        stream -> {
          stream.write('n');
          stream.flush();
          assertThat(target).hasContent("old");
        });
    assertThat(target).hasContent("n");
  }

  @Test
  void failureLeavesTheOldFileAndNothingElse() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> AtomicFiles.write(target, AtomicFilesTest::failHalfWay))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + target + ": cable pulled");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("other"),
                    stream -> {
                      throw new IllegalStateException("own");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("own");
    assertThat(target).hasContent("old");
    assertThat(children(folder)).containsExactly("file");
  }

  @Test
  void fullDiskGetsItsOwnSentence() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "needs the device /dev/full");
    Path target = folder.resolve("file");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    target,
                    stream -> {
                      try (OutputStream device = new FileOutputStream(full.toFile())) {
                        device.write(1);
                      }
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("no space left on the disk to write " + target);
  }

  @Test
  void refusesToReplaceAFolderByAFileAndTheOtherWayRound() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    assertThatThrownBy(() -> AtomicFiles.writeString(inner, "x"))
        .hasMessage("cannot write " + inner + ": not a regular file");
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> AtomicFiles.replaceDirectory(file, path -> {}))
        .hasMessage("cannot write " + file + ": not a folder");
    assertThatThrownBy(() -> AtomicFiles.writeString(file.resolve("below"), "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void linkKeepsPointingWhereItDid() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFiles.writeString(link, "new");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).hasContent("new");
  }

  @Test
  void replacesAFolderAsAWhole() throws IOException {
    Path target = folder.resolve("checkpoint");
    AtomicFiles.replaceDirectory(target, path -> Files.writeString(path.resolve("a"), "1"));
    AtomicFiles.replaceDirectory(
        target,
        path -> {
          Files.createDirectory(path.resolve("deep"));
          Files.writeString(path.resolve("deep/b"), "2");
        });
    assertThat(children(target)).containsExactly("deep");
    assertThat(target.resolve("deep/b")).hasContent("2");
    assertThat(children(folder)).containsExactly("checkpoint");
  }

  @Test
  void failedFolderLeavesTheOldOne() throws IOException {
    Path target = folder.resolve("checkpoint");
    AtomicFiles.replaceDirectory(target, path -> Files.writeString(path.resolve("a"), "1"));
    assertThatThrownBy(
            () ->
                AtomicFiles.replaceDirectory(
                    target,
                    path -> {
                      Files.writeString(path.resolve("b"), "2");
                      throw new IOException("No space left on device");
                    }))
        .hasMessageStartingWith("no space left on the disk to write " + target);
    assertThat(children(target)).containsExactly("a");
    assertThat(children(folder)).containsExactly("checkpoint");
  }

  private static void failHalfWay(OutputStream stream) throws IOException {
    stream.write(new byte[100_000]);
    throw new IOException("cable pulled");
  }

  private static List<String> children(Path path) throws IOException {
    try (Stream<Path> list = Files.list(path)) {
      return list.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
