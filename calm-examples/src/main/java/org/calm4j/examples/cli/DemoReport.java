package org.calm4j.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.calm4j.examples.demo.AutoencoderFigures;
import org.calm4j.examples.demo.DemoResult;
import org.calm4j.examples.demo.DemoSettings;
import org.calm4j.examples.demo.LanguageModelFigures;
import org.calm4j.examples.report.Comparison;
import org.calm4j.examples.report.Figures;
import org.calm4j.lm.generate.Generation;

/** What the demonstration tells. */
final class DemoReport {
  private DemoReport() {}

  static void print(Console console, DemoSettings settings, AutoencoderFigures result) {
    Reconstruction figures = result.reconstruction();
    console.print("");
    printTraining(console, "autoencoder", result.training());
    console.print("");
    console.print(
        "stories it has never seen, %s tokens:".formatted(Figures.count(figures.tokens())));
    console.print("  token accuracy  " + Figures.percent(figures.tokenAccuracy()));
    console.print("  chunk accuracy  " + Figures.percent(figures.chunkAccuracy()));
    console.print("");
    console.print(
        "sentences, and what comes back from one vector per %d tokens:"
            .formatted(settings.autoencoder().k()));
    Comparison.lines(result.sentences()).forEach(console::print);
    if (!result.disturbed().isEmpty()) {
      console.print("");
      console.print("a sentence from vectors that noise disturbed, and all tokens at that noise:");
      for (int i = 0; i < result.disturbed().size(); i++) {
        String label =
            "  %-5s %9s   "
                .formatted(
                    settings.noise().get(i),
                    Figures.percent(result.noise().get(i).tokenAccuracy()));
        console.print(Comparison.marked(label, result.disturbed().get(i)));
      }
    }
    console.print("");
    console.print(
        "speed there and back: %s vectors/s, %s tokens/s"
            .formatted(
                Figures.count(Math.round(figures.vectorsPerSecond())),
                Figures.count(Math.round(figures.tokensPerSecond()))));
    console.print("");
  }

  static void print(Console console, LanguageModelFigures result) {
    console.print("");
    printTraining(console, "language model", result.training());
    for (LanguageModelFigures.Sample sample : result.samples()) {
      Generation written = sample.generation();
      console.print("");
      console.print(
          "at temperature %s, %s tokens in %s steps, %s tokens/s:"
              .formatted(
                  temperature(sample.temperature()),
                  Figures.count(written.ids().length),
                  Figures.count(written.steps()),
                  Figures.count(Math.round(written.tokensPerSecond()))));
      Paragraphs.wrap(result.prompt() + written.text()).forEach(line -> console.print("  " + line));
    }
    console.print("");
  }

  /** For example 1 or 1/3. */
  static String temperature(double value) {
    long inverse = Math.round(1 / value);
    return inverse == 1 ? "1" : "1/" + inverse;
  }

  private static void printTraining(Console console, String what, TrainingResult training) {
    console.print(
        "%s trained: %s steps, %s tokens in %s (%s tokens/s), loss %s"
            .formatted(
                what,
                Figures.count(training.steps()),
                Figures.count(training.tokens()),
                Figures.time(training.seconds()),
                Figures.count(Math.round(training.tokensPerSecond())),
                Figures.decimal(training.finalLoss(), 4)));
  }

  static Map<String, Object> json(DemoResult result, double seconds, Path folder) {
    Reconstruction figures = result.autoencoder().reconstruction();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token_accuracy", figures.tokenAccuracy());
    json.put("chunk_accuracy", figures.chunkAccuracy());
    json.put("steps", result.autoencoder().training().steps());
    json.put("vectors_per_s", figures.vectorsPerSecond());
    json.put("tokens_per_s", figures.tokensPerSecond());
    LanguageModelFigures model = result.languageModel();
    if (model != null) {
      Map<String, Object> lm = new LinkedHashMap<>();
      lm.put("steps", model.training().steps());
      lm.put("tokens_per_s", model.training().tokensPerSecond());
      lm.put("final_loss", model.training().finalLoss());
      lm.put("best", model.training().best());
      List<Map<String, Object>> samples = new ArrayList<>();
      for (LanguageModelFigures.Sample sample : model.samples()) {
        samples.add(
            Map.of(
                "temperature",
                sample.temperature(),
                "text",
                model.prompt() + sample.generation().text(),
                "tokens",
                sample.generation().ids().length,
                "tokens_per_s",
                sample.generation().tokensPerSecond()));
      }
      lm.put("samples", samples);
      json.put("language_model", lm);
    }
    if (result.scores() != null) {
      DemoScores.json(result.scores(), json);
    }
    json.put("seconds", seconds);
    json.put("out", folder.toString());
    return json;
  }
}
