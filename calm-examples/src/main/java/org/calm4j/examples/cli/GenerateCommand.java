package org.calm4j.examples.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.examples.report.Figures;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.ar.ArModel;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.PromptAlignment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calm generate}: continues a text. */
@Command(name = "generate", sortOptions = false, description = "Continues a text.")
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "a language model, over vectors or over tokens")
  private Path model = Path.of("");

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "the beginning of the text")
  private String prompt = "";

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "in (0, 1]; over vectors 1/n unless --exact: 1, 0.5, 0.333333, 0.25 ... (default: 0.5)")
  private double temperature = 0.5;

  @Option(
      names = "--exact",
      description =
          "sample any temperature exactly, by rejection, instead of from candidates; a model over"
              + " tokens always does, without rejecting")
  private boolean exact;

  @Option(names = "--greedy", description = "take the likeliest token; models over tokens only")
  private boolean greedy;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description = "candidates per chunk below temperature 1 (default: 200)")
  private int candidates = 200;

  @Option(
      names = "--max-draws",
      paramLabel = "N",
      description = "most draws per chunk of --exact (default: 100000)")
  private int maxDraws = GenerationOptions.standard().maxDraws();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "most tokens to generate (default: 200)")
  private int maxTokens = 200;

  @Option(
      names = "--align",
      paramLabel = "HOW",
      description =
          "prompts that are no whole chunks: match, left-padding or right-padding, the published way"
              + " (default: match)")
  private String alignment = "match";

  @Option(names = "--seed", paramLabel = "SEED", description = "of all random numbers (default: 1)")
  private long seed = 1;

  @Mixin private final SamplingStepsOption sampling = new SamplingStepsOption();
  @Mixin private final ThreadOption threads = new ThreadOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    GenerationOptions options = Usage.from(spec, this::options);
    Usage.require(spec, !prompt.isEmpty(), "--prompt is empty: give at least one character");
    try (Engine engine = threads.engineThatAnswersAtOnce();
        LanguageModel opened = sampling.open(model, engine)) {
      Generation result = opened.generate(List.of(prompt), options, stream()).get(0);
      console.print("");
      console.note(
          "%s tokens in %s steps, %s tokens/s, %s"
              .formatted(
                  Figures.count(result.ids().length),
                  Figures.count(result.steps()),
                  Figures.decimal(result.tokensPerSecond(), 1),
                  reason(result)));
      if (common.json) {
        console.json(json(result));
      }
    }
    return 0;
  }

  /** Prints text as it comes, the prompt before it: nothing if nothing can be generated. */
  private GenerationListener stream() {
    String[] before = {prompt};
    return chunk -> {
      console.out().print(before[0] + chunk.text());
      console.out().flush();
      before[0] = "";
    };
  }

  private GenerationOptions options() {
    // Over tokens every temperature is exact and takes one draw.
    boolean tokens = overTokens();
    return new GenerationOptions(
        temperature,
        exact || tokens,
        candidates,
        tokens ? Integer.MAX_VALUE : maxDraws,
        maxTokens,
        Set.of(),
        align(),
        seed,
        greedy);
  }

  private boolean overTokens() {
    try {
      return ModelDirectory.kind(model).equals(ArModel.KIND);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return false; // told when it is opened, after options that are wrong by themselves
    }
  }

  private PromptAlignment align() {
    String name = alignment.toUpperCase(Locale.ROOT).replace('-', '_');
    for (PromptAlignment known : PromptAlignment.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "--align must be match, left-padding or right-padding, got " + alignment);
  }

  private static String reason(Generation result) {
    return switch (result.stop()) {
      case STOP_ID -> "the text ended";
      case LENGTH -> "the maximum is reached";
      case CANCELLED -> "cancelled";
    };
  }

  private static Map<String, Object> json(Generation result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", result.text());
    json.put("tokens", result.ids().length);
    json.put("tokens_per_s", result.tokensPerSecond());
    json.put("stop", result.stop().name().toLowerCase(Locale.ROOT));
    json.put("steps", result.steps());
    json.put("prompt_tokens", result.promptTokens());
    json.put("prompt_seconds", result.promptSeconds());
    return json;
  }
}
