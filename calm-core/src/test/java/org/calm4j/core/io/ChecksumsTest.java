package org.calm4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  /** SHA-256 of "abc", FIPS 180-2 appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @BeforeEach
  void fill() throws IOException {
    Files.writeString(folder.resolve("a"), "abc");
    Files.createDirectory(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/b"), "");
  }

  @Test
  void hashesFilesAndBytes() {
    assertThat(Checksums.sha256("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(ABC);
    assertThat(Checksums.sha256(folder.resolve("a"))).isEqualTo(ABC);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Checksums.sha256(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + missing + ": it does not exist");
  }

  @Test
  void untouchedFolderPasses() throws IOException {
    Checksums.writeManifest(folder);
    assertThat(Files.readString(folder.resolve("SHA256SUMS"))).startsWith(ABC + "  a\n");
    assertThatCode(() -> Checksums.verifyManifest(folder)).doesNotThrowAnyException();
  }

  @Test
  void everyChangeIsNamed() throws IOException {
    Checksums.writeManifest(folder);
    Path added = Files.writeString(folder.resolve("c"), "");
    assertRefused(added + " is not listed");
    Files.delete(added);
    Files.writeString(folder.resolve("deep/b"), "x");
    assertRefused(folder.resolve("deep/b") + " is damaged or was changed");
    Files.delete(folder.resolve("deep/b"));
    assertRefused(folder.resolve("deep/b") + " is missing");
    Files.writeString(folder.resolve("SHA256SUMS"), "nonsense\n");
    assertRefused(folder.resolve("SHA256SUMS") + " is damaged");
  }

  @Test
  void damagedManifestIsRefused() throws IOException {
    Files.write(folder.resolve("SHA256SUMS"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Checksums.verifyManifest(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("SHA256SUMS");
  }

  private void assertRefused(String beginning) {
    assertThatThrownBy(() -> Checksums.verifyManifest(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(beginning);
  }
}
