package org.calm4j.examples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.calm4j.core.io.Json;

/**
 * The PyTorch implementation of the same models, which runs as a process of its own.
 *
 * @param folder where its timing script lies, absolute
 * @param python the interpreter
 */
public record Peer(Path folder, String python) {
  private static final String SCRIPT = "bench_torch.py";

  /**
   * What makes PyTorch fastest on few cores: threads that do not spin, and an allocator that keeps
   * memory. Without the latter it gets every large tensor from the system anew and zeroed, which
   * can take more time than the arithmetic. Variables that are set already stay.
   */
  private static final Map<String, String> BEST_SETTINGS =
      Map.of(
          "OMP_WAIT_POLICY", "PASSIVE",
          "MALLOC_MMAP_THRESHOLD_", "8589934592",
          "MALLOC_TRIM_THRESHOLD_", "17179869184",
          "MALLOC_TOP_PAD_", "268435456");

  /**
   * Finds script and interpreter.
   *
   * @param folder where {@code bench_torch.py} lies
   * @param wanted the interpreter, empty for the first {@code python3} of the path that has PyTorch
   * @param path folders with programs, as the variable PATH has them
   * @return the peer
   * @throws IllegalArgumentException if one is missing; the message says what to do
   */
  public static Peer find(Path folder, String wanted, String path) {
    Path place = folder.toAbsolutePath();
    if (!Files.isRegularFile(place.resolve(SCRIPT))) {
      throw new IllegalArgumentException(
          folder + " holds no " + SCRIPT + ": --peer must be the folder with the PyTorch models");
    }
    if (!wanted.isEmpty()) {
      return new Peer(place, wanted);
    }
    for (String programs : path.split(File.pathSeparator, -1)) {
      Path python = Path.of(programs, "python3");
      if (!programs.isEmpty() && Files.isExecutable(python) && hasTorch(python.toString())) {
        return new Peer(place, python.toString());
      }
    }
    throw new IllegalArgumentException(
        "no python3 on the PATH has PyTorch: install it (python3-torch on Debian), or name an"
            + " interpreter in CALM_PEER_PYTHON");
  }

  private static boolean hasTorch(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import torch")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What a process of the peer measured.
   *
   * @param times by the names the script gives them; {@code gemm} has several
   * @param peakMib largest memory of the process, in MiB; NaN if not known
   */
  public record Times(Map<String, Measurement> times, double peakMib) {}

  /**
   * Runs one case.
   *
   * @param name the case
   * @param runs how often it is measured
   * @param threads threads of PyTorch
   * @param tokens file of ids
   * @return what it measured
   * @throws IllegalStateException if the script fails; the message has its last line
   */
  public Times run(String name, int runs, int threads, Path tokens) {
    List<String> command =
        List.of(
            python,
            folder.resolve(SCRIPT).toString(),
            "--case",
            name,
            "--runs",
            Integer.toString(runs),
            "--threads",
            Integer.toString(threads),
            "--tokens",
            tokens.toString(),
            "--json");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      BEST_SETTINGS.forEach(builder.environment()::putIfAbsent);
      Process process = builder.start();
      CompletableFuture<Double> peak = PeakMemory.follow(process);
      List<String> lines;
      try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
        lines = reader.lines().toList();
      }
      if (process.waitFor() != 0) {
        String last = lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
        throw new IllegalStateException("the peer failed in the case " + name + ": " + last);
      }
      return new Times(parse(name, lines), peak.join());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + python + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the peer ran", e);
    }
  }

  private static Map<String, Measurement> parse(String name, List<String> lines) {
    Map<String, Measurement> times = new LinkedHashMap<>();
    List<String> other = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("{")) {
        other.add(line); // warnings
        continue;
      }
      JsonNode values = Json.parse("the peer's line", line, JsonNode.class);
      times.put(
          values.path("case").asText(),
          new Measurement(
              values.path("median_ms").asDouble(Double.NaN),
              values.path("min_ms").asDouble(Double.NaN),
              values.path("max_ms").asDouble(Double.NaN)));
    }
    if (times.isEmpty()) {
      throw new IllegalStateException(
          "the peer gave no times in the case " + name + ": " + String.join(" ", other));
    }
    return times;
  }
}
