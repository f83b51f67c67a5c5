package org.calm4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.io.Json;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The learning rate over a run. */
final class ScheduleOptions {
  private static final long PUBLISHED_WARMUP = 1000;

  /** The warm-up takes at most this part of a run when the user did not choose it. */
  private static final double WARMUP_PART = 0.1;

  /** What a desktop does, for a guess how many steps fit into a time. */
  private static final double FLOPS_PER_SECOND = 1e11;

  /** How the rate goes on after the warm-up. */
  enum Shape {
    constant,
    cosine,
    linear
  }

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "highest learning rate (default: 3e-4)")
  private double rate = 3e-4;

  @Option(
      names = "--schedule",
      paramLabel = "SHAPE",
      description = "after the warm-up: ${COMPLETION-CANDIDATES} (default: constant)")
  private Shape shape = Shape.constant;

  @Option(
      names = "--final-lr",
      paramLabel = "PART",
      description = "last rate of cosine and linear as a part of the highest (default: 0.05)")
  private double finalPart = 0.05;

  @Option(
      names = "--warmup",
      paramLabel = "STEPS",
      description = "steps of warm-up (default: 1000, less in short runs)")
  private @Nullable Long warmup;

  /**
   * The schedule.
   *
   * @param budget length of the run
   * @param flopsPerStep arithmetic of a step, roughly
   * @param resumed folder of a run that goes on with its own warm-up, null for a new run
   */
  Schedule schedule(Budget budget, double flopsPerStep, @Nullable Path resumed, Console console) {
    long steps = warmup == null ? usual(budget, flopsPerStep, resumed, console) : warmup;
    return switch (shape) {
      case constant -> new Schedule.Constant(rate, steps);
      case cosine -> new Schedule.Cosine(rate, steps, finalPart);
      case linear -> new Schedule.Linear(rate, steps, finalPart);
    };
  }

  private static long usual(
      Budget budget, double flopsPerStep, @Nullable Path resumed, Console console) {
    if (resumed != null && Files.isRegularFile(resumed.resolve("run.json"))) {
      JsonNode run = Json.read(resumed.resolve("run.json"), JsonNode.class);
      return run.path("options").path("schedule").path("warmup_steps").asLong(PUBLISHED_WARMUP);
    }
    double length =
        budget instanceof Budget.Minutes time
            ? 60 * time.minutes() * FLOPS_PER_SECOND / flopsPerStep
            : ((Budget.Steps) budget).steps();
    long fitting = Math.max(1, (long) Math.ceil(WARMUP_PART * length));
    if (fitting >= PUBLISHED_WARMUP) {
      return PUBLISHED_WARMUP;
    }
    console.note(
        "a warm-up of %d steps instead of %d, since the run has only %s%d; --warmup sets another"
            .formatted(
                fitting,
                PUBLISHED_WARMUP,
                budget instanceof Budget.Minutes ? "about " : "",
                Math.round(length)));
    return fitting;
  }
}
