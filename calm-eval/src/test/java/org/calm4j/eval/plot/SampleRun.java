package org.calm4j.eval.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.calm4j.core.io.Json;
import org.calm4j.core.random.RandomStreams;

/** Metrics as a run writes them, with curves of the shapes that autoencoders give. */
final class SampleRun {
  private SampleRun() {}

  /** Lines of a run with its evaluations; a share of 1 says that the last scores are perfect. */
  static List<String> lines(int steps, int evaluateEvery, boolean perfectEnd) {
    RandomGenerator random = new RandomStreams(7).stream("sample run");
    List<String> lines = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      double done = (double) step / steps;
      double crossEntropy =
          6 * Math.exp(-18 * done) * (1 + 0.1 * random.nextGaussian())
              + 0.02 * Math.exp(-2 * done) * Math.exp(0.3 * random.nextGaussian());
      double kl = 32 + 14 * (1 - Math.exp(-5 * done)) + 0.6 * random.nextGaussian();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("kind", "step");
      line.put("step", step);
      line.put("fraction", done);
      line.put("loss", 4 * crossEntropy + 0.001 * kl);
      line.put("terms", Map.of("cross_entropy", crossEntropy, "kl", kl));
      line.put("learning_rate", 3e-3 * Math.min(1, step / 100.0) * (1 - 0.95 * done));
      line.put("gradient_norm", 4 * Math.exp(-4 * done) * Math.exp(0.3 * random.nextGaussian()));
      line.put("tokens", step * 4096L);
      line.put("tokens_per_s", 52_000 * (1 - Math.exp(-step / 4.0)) + 900 * random.nextGaussian());
      line.put("seconds", step * 0.08);
      lines.add(Json.line(line));
      if (step % evaluateEvery == 0) {
        double error = 0.6 * Math.exp(-14 * done) + 0.0004 * Math.exp(-2.5 * done);
        boolean perfect = perfectEnd && step == steps;
        lines.add(
            evaluation(step, perfect ? 1 : 1 - error, perfect ? 1 : Math.pow(1 - error, 3.5)));
      }
    }
    return lines;
  }

  static String evaluation(int step, double token, double chunk) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("token_accuracy", token);
    metrics.put("chunk_accuracy", chunk);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", "evaluation");
    line.put("step", step);
    line.put("metrics", metrics);
    line.put("best", true);
    line.put("seconds", step * 0.08);
    return Json.line(line);
  }

  static Path write(Path file, List<String> lines) throws IOException {
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
