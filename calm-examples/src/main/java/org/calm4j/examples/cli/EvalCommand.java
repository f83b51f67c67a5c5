package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierOptions;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.eval.report.BrierJson;
import org.calm4j.eval.report.BrierTable;
import org.calm4j.eval.report.EvaluationReport;
import org.calm4j.lm.LanguageModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm eval}: the BrierLM of language models on a text. */
@Command(
    name = "eval",
    description = "Scores language models on a text by BrierLM, with error bars.",
    footer = {"", "Ctrl-C ends early, with the score of the text read so far."})
final class EvalCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "a language model, over vectors or tokens")
  private Path model = Path.of("");

  @Option(
      names = "--compare",
      arity = "1..*",
      paramLabel = "DIR",
      description = "models with the same vocabulary, scored on the same text and compared with it")
  private List<Path> others = List.of();

  @Option(
      names = "--in",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "texts, one token store, or stories:MEGABYTES:SEED")
  private List<String> in = List.of();

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description =
          "longest text; longer documents are cut (default: 1024, or what the models take)")
  private @Nullable Integer context;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "write report.html and its plots there")
  private @Nullable Path report;

  @Mixin private final EstimationOptions estimation = new EstimationOptions();
  @Mixin private final SamplingStepsOption sampling = new SamplingStepsOption();
  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  EvalCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BrierOptions options = estimation.options(spec);
    Usage.require(
        spec, context == null || context >= 1, "--context must be at least 1, got " + context);
    Usage.texts(spec, in);
    // Closed last: until everything is printed, Ctrl-C waits.
    try (ScoringProgress progress = new ScoringProgress(console);
        Engine engine = threads.engine()) {
      Map<String, TrainingRecord> trained = new LinkedHashMap<>();
      Map<String, BrierResult> results = score(options, engine, progress, trained);
      if (results.isEmpty()) {
        console.note("stopped before the first text was scored");
        return 1;
      }
      BrierTable.lines(results).forEach(console::print);
      List<Map<String, Object>> compared = compare(results, options.confidence());
      Path folder = report;
      if (folder != null) {
        EvaluationReport page = new EvaluationReport("BrierLM on " + String.join(", ", in));
        results.forEach(page::model);
        trained.forEach((name, from) -> from.addTo(page, name, results.get(name)));
        TrainingRecord.curves(page, trained);
        Plots.draw(console, () -> List.of(page.write(folder)));
      }
      if (common.json) {
        Map<String, Object> json =
            new LinkedHashMap<>(BrierJson.of(results.values().iterator().next()));
        if (!compared.isEmpty()) {
          json.put("compared", compared);
        }
        console.json(json);
      }
    }
    return 0;
  }

  /** Opens all models before anything long begins, then scores one after the other. */
  private Map<String, BrierResult> score(
      BrierOptions options,
      Engine engine,
      ScoringProgress progress,
      Map<String, TrainingRecord> trained) {
    List<Path> folders = new ArrayList<>(List.of(model));
    folders.addAll(others);
    Map<String, LanguageModel> models = new LinkedHashMap<>();
    Map<String, BrierResult> results = new LinkedHashMap<>();
    try {
      for (Path folder : folders) {
        Usage.require(
            spec, !models.containsKey(folder.toString()), "--compare names " + folder + " twice");
        LanguageModel opened = sampling.open(folder, engine);
        models.put(folder.toString(), opened);
        trained.put(folder.toString(), TrainingRecord.of(folder, opened));
      }
      SharedText shared = SharedText.of(models, context);
      TokenStore store = Stores.open(console, shared.tokenizer(), in);
      EvaluationTexts read = EvaluationTexts.documents(store, shared.contextTokens());
      progress.watch();
      for (Map.Entry<String, LanguageModel> one : models.entrySet()) {
        if (!progress.stopped()) {
          progress.begin(one.getKey());
          results.put(
              one.getKey(), BrierLM.score(one.getValue().rollouts(), read, options, progress));
          progress.done();
        }
      }
      return results;
    } catch (CancellationException e) {
      // Stopped while the next model's text was counted: what was scored before stays.
      return results;
    } finally {
      models.values().forEach(LanguageModel::close);
    }
  }

  /** Prints how each of the others differs from the first. */
  private List<Map<String, Object>> compare(Map<String, BrierResult> results, double confidence) {
    List<Map<String, Object>> all = new ArrayList<>();
    String firstName = model.toString();
    BrierResult first = results.get(firstName);
    results.forEach(
        (name, result) -> {
          if (name.equals(firstName) || first == null) {
            return;
          }
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("model", name);
          json.putAll(BrierJson.of(result));
          if (BrierComparison.isPossible(result, first)) {
            BrierComparison comparison = BrierComparison.of(result, first);
            console.print(BrierTable.difference(name, firstName, comparison, confidence));
            json.put("comparison", BrierJson.of(comparison));
          } else {
            console.print(
                "%s and %s do not compare: they were not read to the same end, or a document is too short for one of them"
                    .formatted(name, firstName));
          }
          all.add(json);
        });
    return all;
  }
}
