package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.train.Best;
import org.calm4j.core.train.ConsoleProgress;
import org.calm4j.core.train.Stoppable;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.plot.TrainingPlots;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;

/**
 * What a training command tells at its end, whatever it trains: a few lines, plots, and the JSON
 * that a script reads.
 *
 * @param console where to
 * @param out the run's folder
 * @param json whether the last line is JSON
 */
record TrainingReport(Console console, Path out, boolean json) {

  /**
   * Prints what will be trained, on what, how, and where it goes.
   *
   * @param head begins with what it is
   * @param train training tokens
   * @param heldOut held-out tokens
   * @param recipe everything that decides about the model
   * @param options everything that decides about the run
   */
  void announce(
      Settings head, TokenStore train, TokenStore heldOut, Record recipe, TrainingOptions options) {
    head.add("training text", Stores.describe(train))
        .add("held-out text", Stores.describe(heldOut))
        .add(recipe)
        .add(RunOptions.shown(options))
        .add("writes to", out.toAbsolutePath().normalize())
        .lines()
        .forEach(console::print);
  }

  /**
   * Trains under watch, progress on standard error and Ctrl-C as a request to stop, and prints how
   * it ended.
   *
   * @param run what stops on request
   * @param training trains with those who watch
   * @param best as for {@link #print}
   */
  void train(
      Stoppable run,
      Function<List<TrainingListener>, TrainingResult> training,
      DoubleFunction<String> best) {
    try (Interruption interruption = new Interruption(run, console)) {
      interruption.watch();
      print(training.apply(List.of(new ConsoleProgress(console.err(), console.terminal()))), best);
    }
  }

  /**
   * Prints it.
   *
   * @param result how the run ended
   * @param best the value of the best evaluation as the beginning of a sentence that goes on with
   *     "after step N"
   */
  void print(TrainingResult result, DoubleFunction<String> best) {
    console.print(summary(result));
    Best found = result.best();
    if (found != null) {
      console.print(
          "best: %s after step %s"
              .formatted(best.apply(found.value()), Figures.count(found.step())));
    }
    console.print("model in " + out);
    Plots.draw(
        console, () -> TrainingPlots.write(out.resolve("metrics.jsonl"), out.resolve("plots")));
    if (!result.complete()) {
      console.note("to go on: the same command with --resume");
    }
    if (json) {
      console.json(json(result));
    }
  }

  private static String summary(TrainingResult result) {
    return "%s: %s steps, %s tokens in %s (%s tokens/s), loss %s"
        .formatted(
            result.complete() ? "trained" : "stopped",
            Figures.count(result.steps()),
            Figures.count(result.tokens()),
            Figures.time(result.seconds()),
            Figures.count(Math.round(result.tokensPerSecond())),
            Figures.decimal(result.finalLoss(), 4));
  }

  private Map<String, Object> json(TrainingResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("steps", result.steps());
    values.put("tokens", result.tokens());
    values.put("seconds", result.seconds());
    values.put("tokens_per_s", result.tokensPerSecond());
    values.put("final_loss", result.finalLoss());
    values.put("best", result.best());
    values.put("complete", result.complete());
    values.put("out", out.toString());
    return values;
  }
}
