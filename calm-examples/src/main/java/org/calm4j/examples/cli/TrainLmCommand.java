package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.BestMetric;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.examples.report.Figures;
import org.calm4j.examples.report.Settings;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.CalmRecipe;
import org.calm4j.lm.CalmRun;
import org.calm4j.lm.net.CalmNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code calm train-lm}: an autoencoder and text in, a language model out. */
@Command(
    name = "train-lm",
    sortOptions = false,
    description = "Trains the language model that predicts the next chunk's vector.",
    footer = {"", "Ctrl-C ends with a checkpoint; the same command with --resume goes on."})
final class TrainLmCommand implements Callable<Integer> {
  /** What decides about the shapes of weights, or about those before training. */
  private static final List<String> SIZES =
      List.of(
          "--input",
          "--head",
          "--hidden",
          "--intermediate",
          "--layers",
          "--heads",
          "--kv-heads",
          "--positions",
          "--init",
          "--head-layers",
          "--noise");

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--autoencoder",
      paramLabel = "DIR",
      description = "a trained autoencoder; its tokenizer, K and latent size are the model's")
  private @Nullable Path autoencoder;

  @Option(
      names = "--init-from",
      paramLabel = "DIR",
      description =
          "start from the weights of this language model and take its sizes; what its loss is made"
              + " of may change (--samples, --targets, --beta); its autoencoder is the default of"
              + " --autoencoder")
  private @Nullable Path start;

  @Mixin private final TextOptions texts = new TextOptions();
  @Mixin private final BudgetOptions budget = new BudgetOptions();
  @Mixin private final CalmOptions architecture = new CalmOptions();
  @Mixin private final ScheduleOptions schedule = new ScheduleOptions();
  @Mixin private final RunOptions running = new RunOptions();
  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  TrainLmCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CalmConfig known = known();
    Path codecs = codecs();
    Budget length = Usage.from(spec, budget::budget);
    texts.check(spec);
    Tokenizer ids;
    try (ModelDirectory directory = ModelDirectory.open(codecs)) {
      ids = directory.tokenizer();
    }
    try (Engine engine = threads.engine();
        ChunkCodec codec = ChunkCodecs.open(codecs, engine)) {
      CalmConfig model = known == null ? Usage.from(spec, () -> architecture.model(codec)) : known;
      CalmRecipe recipe = Usage.from(spec, () -> architecture.recipe(model));
      TrainingOptions options = Usage.from(spec, () -> options(length, recipe));
      TokenStore data = Stores.open(console, ids, texts.train);
      TokenStore heldOut = Stores.open(console, ids, List.of(texts.valid));
      try (CalmRun run =
          new CalmRun(
              texts.out,
              codecs,
              codec,
              recipe,
              options,
              ids,
              data,
              heldOut,
              engine,
              texts.resume,
              start)) {
        TrainingReport report = new TrainingReport(console, texts.out, common.json);
        report.announce(
            new Settings("language model over " + codecs)
                .add("parameters", Figures.count(new CalmNetwork(recipe.model()).parameterCount())),
            data,
            heldOut,
            recipe,
            options);
        String loss = "held-out " + recipe.model().head().lossName().replace('_', ' ') + " ";
        report.train(run, run::train, value -> loss + Figures.decimal(value, 4));
      }
    }
    return 0;
  }

  private Path codecs() {
    if (autoencoder != null) {
      return autoencoder;
    }
    if (start != null) {
      return start.resolve(CalmModel.AUTOENCODER);
    }
    throw new ParameterException(
        spec.commandLine(), "--autoencoder is missing: name a trained autoencoder");
  }

  /** The model to start from, as the options want it; null if they alone decide. */
  private @Nullable CalmConfig known() {
    Path from = start;
    if (from == null) {
      Usage.from(spec, architecture::input);
      Usage.from(spec, architecture::head);
      return null;
    }
    for (String size : SIZES) {
      Usage.require(
          spec,
          !spec.commandLine().getParseResult().hasMatchedOption(size),
          "with --init-from the sizes are those of the model: leave %s out".formatted(size));
    }
    CalmConfig config = CalmModel.configOf(from);
    return Usage.from(spec, () -> architecture.tuned(config));
  }

  private TrainingOptions options(Budget length, CalmRecipe recipe) {
    double tokens =
        (double) recipe.data().textsPerBatch()
            * recipe.data().chunksPerText()
            * recipe.model().patchSize()
            * running.accumulate;
    Schedule rate =
        schedule.schedule(
            length, CalmOptions.flops(recipe.model(), tokens), texts.resumed(), console);
    return running.options(length, rate, new BestMetric(recipe.model().head().lossName(), false));
  }
}
