package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a plan goes.
 *
 * @param rows one row per kind of op, the most expensive first
 * @param arenaBytes size of the arena
 */
public record PlanReport(List<Row> rows, long arenaBytes) {

  /**
   * All ops of one kind, per run of the plan.
   *
   * @param op the op's name
   * @param calls calls per run
   * @param milliseconds time per run
   * @param flops floating-point operations of matrix products per run
   * @param bytes bytes of inputs and outputs per run
   * @param share part of the plan's time, in [0, 1]
   */
  public record Row(
      String op, long calls, double milliseconds, long flops, long bytes, double share) {}

  static PlanReport of(List<PlanStep> steps, long arenaBytes) {
    Map<String, List<PlanStep>> kinds = new TreeMap<>();
    double total = 0;
    for (PlanStep step : steps) {
      kinds.computeIfAbsent(step.op, op -> new ArrayList<>()).add(step);
      total += perRun(step);
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<PlanStep>> kind : kinds.entrySet()) {
      double milliseconds = 0;
      long flops = 0;
      long bytes = 0;
      for (PlanStep step : kind.getValue()) {
        milliseconds += perRun(step);
        flops += step.flops;
        bytes += step.bytes;
      }
      rows.add(
          new Row(
              kind.getKey(),
              kind.getValue().size(),
              milliseconds,
              flops,
              bytes,
              total == 0 ? 0 : milliseconds / total));
    }
    rows.sort(Comparator.comparingDouble(row -> -row.milliseconds()));
    return new PlanReport(List.copyOf(rows), arenaBytes);
  }

  private static double perRun(PlanStep step) {
    return step.calls == 0 ? 0 : step.nanos / 1e6 / step.calls;
  }

  /**
   * Time of one run of the plan.
   *
   * @return milliseconds
   */
  public double milliseconds() {
    return rows.stream().mapToDouble(Row::milliseconds).sum();
  }

  /**
   * Arithmetic of the matrix products of one run.
   *
   * @return floating-point operations
   */
  public long flops() {
    return rows.stream().mapToLong(Row::flops).sum();
  }

  /** The table for people. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-24s %6s %10s %10s %10s %9s %7s%n",
            "op",
            "calls",
            "ms",
            "GFLOP",
            "GFLOP/s",
            "MB",
            "share"));
    for (Row row : rows) {
      table.append(
          line(row.op(), row.calls(), row.milliseconds(), row.flops(), row.bytes(), row.share()));
    }
    long calls = rows.stream().mapToLong(Row::calls).sum();
    long bytes = rows.stream().mapToLong(Row::bytes).sum();
    table.append(line("total", calls, milliseconds(), flops(), bytes, 1));
    table.append(String.format(Locale.ROOT, "arena %.1f MB%n", arenaBytes / 1e6));
    return table.toString();
  }

  private static String line(
      String op, long calls, double milliseconds, long flops, long bytes, double share) {
    String rate = flops == 0 ? "" : String.format(Locale.ROOT, "%.1f", flops / 1e6 / milliseconds);
    return String.format(
        Locale.ROOT,
        "%-24s %6d %10.2f %10.2f %10s %9.1f %6.1f%%%n",
        op,
        calls,
        milliseconds,
        flops / 1e9,
        rate,
        bytes / 1e6,
        100 * share);
  }
}
