package org.calm4j.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.calm4j.core.io.Json;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;
import picocli.CommandLine.Option;

/** How a run is made and watched, whatever it trains. */
final class RunOptions {
  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "micro-batches per step (default: 1)")
  int accumulate = 1;

  @Option(names = "--seed", paramLabel = "SEED", description = "of all random numbers (default: 1)")
  long seed = 1;

  @Option(
      names = "--evaluate-every",
      paramLabel = "STEPS",
      description = "steps between evaluations, 0 for none (default: 500)")
  long evaluateEvery = 500;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "steps between checkpoints, 0 for bests and the end only (default: 1000)")
  long checkpointEvery = 1000;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "newest checkpoints to keep besides the best (default: 2)")
  int keep = 2;

  @Option(
      names = "--log-every",
      paramLabel = "STEPS",
      description = "steps between lines of metrics.jsonl (default: 10)")
  long logEvery = 10;

  /** The options of a run; without evaluations there is no best checkpoint. */
  TrainingOptions options(Budget budget, Schedule schedule, BestMetric best) {
    return new TrainingOptions(
        budget,
        schedule,
        accumulate,
        evaluateEvery,
        checkpointEvery,
        logEvery,
        keep,
        evaluateEvery == 0 ? null : best,
        seed);
  }

  /** The options as a person wants to see them. */
  static JsonNode shown(TrainingOptions options) {
    ObjectNode shown = Json.mapper().valueToTree(options);
    shown.put("budget", options.budget().toString());
    BestMetric best = options.best();
    return shown.put("best", best == null ? "none" : "by " + best.name().replace('_', ' '));
  }
}
