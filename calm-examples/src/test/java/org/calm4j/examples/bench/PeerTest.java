package org.calm4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PeerTest {
  @TempDir private Path folder;

  /** A stand-in for an interpreter: a shell script that gets the arguments of one. */
  private Path interpreter(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path script() throws IOException {
    return Files.writeString(folder.resolve("bench_torch.py"), "");
  }

  @Test
  void readsTheLinesOfJson() throws IOException {
    Path python =
        interpreter(
            "python3",
            """
            echo 'some warning' >&2
            echo "{\\"case\\": \\"$3 a\\", \\"median_ms\\": $5, \\"min_ms\\": 1.5, \\"max_ms\\": $7}"
            echo '{"case": "b", "median_ms": 2, "min_ms": 1, "max_ms": 3, "gflops": 7.5}'
            """);
    Peer peer = Peer.find(script().getParent(), python.toString(), "");
    Peer.Times result = peer.run("gemm", 9, 2, Path.of("ids"));
    assertThat(result.times())
        .containsExactly(
            Map.entry("gemm a", new Measurement(9, 1.5, 2)),
            Map.entry("b", new Measurement(2, 1, 3)));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void seesHowMuchMemoryItTook() throws IOException {
    Path python =
        interpreter(
            "python3",
            """
            echo '{"case": "a", "median_ms": 2, "min_ms": 1, "max_ms": 3}'
            held=$(head -c 30000000 /dev/zero | tr '\\0' x)
            sleep 0.3
            """);
    Peer peer = Peer.find(script().getParent(), python.toString(), "");
    assertThat(peer.run("a", 1, 1, Path.of("ids")).peakMib()).isBetween(25.0, 500.0);
  }

  @Test
  void takesTheFirstInterpreterThatImports() throws IOException {
    script();
    interpreter("without/python3", "exit 1");
    Path with = interpreter("with/python3", "exit 0");
    String path = folder.resolve("without") + ":" + folder.resolve("with");
    assertThat(Peer.find(folder, "", path).python()).isEqualTo(with.toString());
    assertThatThrownBy(() -> Peer.find(folder, "", folder.resolve("without").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CALM_PEER_PYTHON");
  }

  @Test
  void tellsTheLastLineOfAFailure() throws IOException {
    Path python = interpreter("python3", "echo first; echo 'no module'; exit 3");
    Peer peer = Peer.find(script().getParent(), python.toString(), "");
    assertThatThrownBy(() -> peer.run("gemm", 1, 1, Path.of("ids")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the peer failed in the case gemm: no module");
  }
}
