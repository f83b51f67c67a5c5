package org.calm4j.examples.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.AutoencoderRun;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code calm train-autoencoder}: text in, a trained autoencoder out. */
@Command(
    name = "train-autoencoder",
    sortOptions = false,
    description = "Trains the autoencoder that turns chunks of K tokens into vectors.",
    footer = {"", "Ctrl-C ends with a checkpoint; the same command with --resume goes on."})
final class TrainAutoencoderCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final TokenizerOption tokenizer = new TokenizerOption();
  @Mixin private final TextOptions texts = new TextOptions();
  @Mixin private final BudgetOptions budget = new BudgetOptions();
  @Mixin private final AutoencoderOptions architecture = new AutoencoderOptions();
  @Mixin private final ScheduleOptions schedule = new ScheduleOptions();
  @Mixin private final RunOptions running = new RunOptions();
  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  TrainAutoencoderCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Tokenizer ids = tokenizer.tokenizer(spec);
    AutoencoderRecipe recipe = Usage.from(spec, () -> architecture.recipe(ids.vocabularySize()));
    TrainingOptions options = Usage.from(spec, () -> options(recipe));
    texts.check(spec);
    try (Engine engine = threads.engine()) {
      TokenStore data = Stores.open(console, ids, texts.train);
      TokenStore heldOut = Stores.open(console, ids, List.of(texts.valid));
      try (AutoencoderRun run =
          new AutoencoderRun(
              texts.out, recipe, options, ids, data, heldOut, engine, texts.resume)) {
        TrainingReport report = new TrainingReport(console, texts.out, common.json);
        report.announce(
            new Settings("autoencoder of " + ids.spec()), data, heldOut, recipe, options);
        report.train(
            run, run::train, value -> Figures.percent(value) + " of the held-out tokens come back");
      }
    }
    return 0;
  }

  private TrainingOptions options(AutoencoderRecipe recipe) {
    Budget length = budget.budget();
    double tokens = (double) recipe.data().tokensPerBatch() * running.accumulate;
    Schedule rate =
        schedule.schedule(
            length, AutoencoderOptions.flops(recipe.model(), tokens), texts.resumed(), console);
    return running.options(length, rate, new BestMetric("token_accuracy", true));
  }
}
