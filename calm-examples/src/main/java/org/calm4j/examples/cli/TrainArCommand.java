package org.calm4j.examples.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import org.calm4j.lm.ar.ArRecipe;
import org.calm4j.lm.ar.ArRun;
import org.calm4j.lm.net.ArNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code calm train-ar}: text in, the token-level baseline out. */
@Command(
    name = "train-ar",
    sortOptions = false,
    description =
        "Trains the token-level baseline: the same backbone, the next token by a softmax.",
    footer = {"", "Ctrl-C ends with a checkpoint; the same command with --resume goes on."})
final class TrainArCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private final TextOptions texts = new TextOptions();
  @Mixin private final BudgetOptions budget = new BudgetOptions();
  @Mixin private final ArOptions architecture = new ArOptions();
  @Mixin private final ScheduleOptions schedule = new ScheduleOptions();
  @Mixin private final RunOptions running = new RunOptions();
  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  TrainArCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Tokenizer ids = tokenizer.tokenizer(spec);
    ArRecipe recipe = Usage.from(spec, () -> architecture.recipe(ids.vocabularySize()));
    Budget length = Usage.from(spec, budget::budget);
    texts.check(spec);
    TrainingOptions options = Usage.from(spec, () -> options(length, recipe));
    try (Engine engine = threads.engine()) {
      TokenStore data = Stores.open(console, ids, texts.train);
      TokenStore heldOut = Stores.open(console, ids, List.of(texts.valid));
      try (ArRun run =
          new ArRun(texts.out, recipe, options, ids, data, heldOut, engine, texts.resume)) {
        TrainingReport report = new TrainingReport(console, texts.out, common.json);
        report.announce(
            new Settings("token-level model of " + ids.spec())
                .add("parameters", Figures.count(new ArNetwork(recipe.model()).parameterCount())),
            data,
            heldOut,
            recipe,
            options);
        report.train(run, run::train, TrainArCommand::told);
      }
    }
    return 0;
  }

  private static String told(double crossEntropy) {
    return "held-out cross-entropy %s nats per token, perplexity %s"
        .formatted(Figures.decimal(crossEntropy, 4), Figures.decimal(Math.exp(crossEntropy), 2));
  }

  private TrainingOptions options(Budget length, ArRecipe recipe) {
    double tokens =
        (double) recipe.data().textsPerBatch() * recipe.data().chunksPerText() * running.accumulate;
    Schedule rate =
        schedule.schedule(
            length, ArOptions.flops(recipe.model(), tokens), texts.resumed(), console);
    return running.options(length, rate, new BestMetric("cross_entropy", false));
  }
}
