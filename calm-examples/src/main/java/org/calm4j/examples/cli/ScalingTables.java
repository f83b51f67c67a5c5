package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.calm4j.eval.plot.ScalingCurve;
import org.calm4j.eval.plot.ScalingPlots;
import org.calm4j.examples.bench.Scaling;
import org.calm4j.examples.bench.ScalingAxis;
import org.calm4j.examples.bench.ScalingPoint;
import org.calm4j.examples.report.Figures;

/** Measures along axes and tells: a table for each model, a plot for each axis. */
final class ScalingTables {
  private final Console console;
  private final Scaling scaling;
  private final List<Integer> threads;
  private final List<Map<String, Object>> json = new ArrayList<>();

  /** Takes numbers of threads, ascending. */
  ScalingTables(Console console, Scaling scaling, List<Integer> threads) {
    this.console = console;
    this.scaling = scaling;
    this.threads = threads;
  }

  /** Measures cases along an axis; the plot goes to {@code scaling-AXIS.png} in the folder. */
  void run(ScalingAxis axis, List<String> cases, Path folder) {
    Map<String, List<ScalingCurve>> curves = new LinkedHashMap<>();
    for (String name : cases) {
      if (!Scaling.scales(name, axis)) {
        continue;
      }
      List<List<ScalingPoint>> byThreads = new ArrayList<>();
      for (int count : threads) {
        console.note("%s against %s, %s".formatted(name, axis.title(), threads(count)));
        byThreads.add(scaling.run(name, axis, count));
      }
      print(name, axis, byThreads);
      curves.put(Scaling.model(name), byThreads.stream().map(ScalingTables::curve).toList());
      byThreads.forEach(points -> points.forEach(point -> json.add(json(name, point))));
    }
    if (!curves.isEmpty()) {
      Path png = folder.resolve("scaling-%s.png".formatted(axis));
      ScalingPlots.againstSize(png, axis.title(), curves);
      console.print("plot: " + png);
    }
  }

  /** All points so far. */
  Map<String, Object> json() {
    return Map.of("scaling", json);
  }

  private static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  private void print(String name, ScalingAxis axis, List<List<ScalingPoint>> byThreads) {
    StringBuilder head = new StringBuilder("%-18s %9s".formatted(axis.title(), "GFLOP"));
    threads.forEach(count -> head.append("  %12s %9s".formatted(threads(count), "GFLOP/s")));
    console.print(Scaling.model(name));
    console.print(head.toString());
    for (int i = 0; i < byThreads.get(0).size(); i++) {
      ScalingPoint first = byThreads.get(0).get(i);
      StringBuilder line =
          new StringBuilder(
              "%-18s %9s"
                  .formatted(
                      Figures.count(first.value()), Figures.decimal(first.flops() / 1e9, 2)));
      for (List<ScalingPoint> points : byThreads) {
        ScalingPoint point = points.get(i);
        line.append(
            "  %9s ms %9s"
                .formatted(
                    Figures.decimal(point.times().medianMs(), 2),
                    Figures.decimal(point.flopsPerSecond() / 1e9, 1)));
      }
      console.print(line.toString());
    }
  }

  private static ScalingCurve curve(List<ScalingPoint> points) {
    TreeMap<Long, Double> times = new TreeMap<>();
    TreeMap<Long, Double> arithmetic = new TreeMap<>();
    for (ScalingPoint point : points) {
      times.put((long) point.value(), point.times().medianMs());
      arithmetic.put((long) point.value(), point.flops());
    }
    return new ScalingCurve(threads(points.get(0).threads()), times, arithmetic);
  }

  private static Map<String, Object> json(String name, ScalingPoint point) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", name);
    json.put("axis", point.axis().toString());
    json.put("value", point.value());
    json.put("threads", point.threads());
    json.put("median_ms", point.times().medianMs());
    json.put("min_ms", point.times().minMs());
    json.put("gflop", point.flops() / 1e9);
    json.put("gflops", point.flopsPerSecond() / 1e9);
    return json;
  }
}
