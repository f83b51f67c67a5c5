package org.calm4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;

/**
 * {@code metrics.jsonl}: one JSON object per line for a step or an evaluation, each handed to the
 * operating system at once.
 *
 * <p>The open file is locked, so that two processes never train in one folder. It is no channel
 * underneath: an interrupt of the training thread would close one.
 */
final class MetricsLog implements AutoCloseable {
  private final Path file;
  private final RandomAccessFile out;

  private MetricsLog(Path file, RandomAccessFile out) {
    this.file = file;
    this.out = out;
  }

  static MetricsLog open(Path file) {
    try {
      RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
      if (!lock(out)) {
        out.close();
        throw new IllegalStateException(
            "another run is training in %s at this moment: wait for it, or choose another --out"
                .formatted(file.getParent()));
      }
      out.seek(out.length());
      return new MetricsLog(file, out);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  /** The lock is released when the file is closed. Far behind the end it hinders no reader. */
  private static boolean lock(RandomAccessFile out) throws IOException {
    try {
      return out.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  /** Cuts off what was written after a step, and a last line that is not complete. */
  void cutAfter(long step) {
    try {
      long end = endOf(step);
      out.setLength(end);
      out.seek(end);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  void write(StepReport report) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", "step");
    line.put("step", report.step());
    line.put("fraction", report.fraction());
    line.put(Trainable.LOSS, report.loss());
    Map<String, Double> terms = new LinkedHashMap<>(report.losses());
    terms.remove(Trainable.LOSS);
    line.put("terms", terms);
    line.put("learning_rate", report.learningRate());
    line.put("gradient_norm", report.gradientNorm());
    line.put("tokens", report.tokens());
    line.put("tokens_per_s", report.tokensPerSecond());
    line.put("seconds", report.elapsedSeconds());
    write(line);
  }

  void write(Evaluation evaluation, double elapsedSeconds) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", "evaluation");
    line.put("step", evaluation.step());
    line.put("metrics", evaluation.metrics());
    line.put("best", evaluation.best());
    line.put("seconds", elapsedSeconds);
    write(line);
  }

  private void write(Map<String, Object> line) {
    try {
      out.write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  /** Lines come in the order of their steps, so all that is too much lies at the end. */
  private long endOf(long step) throws IOException {
    long end = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.write(c);
        if (c == '\n') {
          if (stepOf(line.toString(StandardCharsets.UTF_8)) > step) {
            break;
          }
          end += line.size();
          line.reset();
        }
      }
    }
    return end;
  }

  /** A complete line that cannot be read belongs to no step, and stays. */
  private static long stepOf(String line) {
    try {
      return Json.parse("metrics", line, JsonNode.class).path("step").asLong(0);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }
}
