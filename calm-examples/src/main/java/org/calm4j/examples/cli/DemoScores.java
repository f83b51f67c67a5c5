package org.calm4j.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.report.BrierJson;
import org.calm4j.eval.report.BrierTable;
import org.calm4j.eval.report.Shown;
import org.calm4j.examples.demo.AutoencoderFigures;
import org.calm4j.examples.demo.ScoreFigures;
import org.calm4j.examples.report.Figures;

/** The table that the demonstration ends with. */
final class DemoScores {
  private DemoScores() {}

  static void print(Console console, AutoencoderFigures autoencoder, ScoreFigures scores) {
    BrierResult calm = scores.calm().score();
    BrierResult ar = scores.ar().score();
    String calmName = "CALM, K = " + calm.chunkSize();
    console.print("");
    console.print(
        "after %s of training each, CALM's after %s for its autoencoder, on %s stories that none has seen:"
            .formatted(
                Figures.time(scores.ar().training().seconds()),
                Figures.time(autoencoder.training().seconds()),
                Figures.count(calm.documents())));
    row(console, "", calmName, "token-level");
    row(console, "BrierLM", Figures.decimal(calm.brierLm(), 2), Figures.decimal(ar.brierLm(), 2));
    row(
        console,
        "  " + Shown.confidence(calm.options().confidence()) + " interval",
        Shown.interval(calm.score()),
        Shown.interval(ar.score()));
    row(
        console,
        "training, tokens/s",
        count(scores.calm().training().tokensPerSecond()),
        count(scores.ar().training().tokensPerSecond()));
    row(
        console,
        "writing at T = 1, tokens/s",
        count(scores.calm().writingTokensPerSecond()),
        count(scores.ar().writingTokensPerSecond()));
    row(
        console,
        "steps for 1,000 tokens",
        count(scores.calm().stepsPerThousandTokens()),
        count(scores.ar().stepsPerThousandTokens()));
    row(
        console,
        "tokens back from vectors",
        Figures.percent(autoencoder.reconstruction().tokenAccuracy()),
        "");
    console.print(
        "context of %s tokens, %d draws per position, seed %d"
            .formatted(
                Figures.count(calm.contextTokens()),
                calm.options().samples(),
                calm.options().seed()));
    if (BrierComparison.isPossible(calm, ar)) {
      console.print(
          BrierTable.difference(
              calmName, "token-level", BrierComparison.of(calm, ar), calm.options().confidence()));
    }
    console.print("");
  }

  private static void row(Console console, String what, String calm, String ar) {
    console.print("  %-28s%18s%18s".formatted(what, calm, ar).stripTrailing());
  }

  private static String count(double value) {
    return Figures.count(Math.round(value));
  }

  /** Adds {@code brier_lm} with both scores, and all about them. */
  static void json(ScoreFigures scores, Map<String, Object> json) {
    json.put(
        "brier_lm",
        Map.of("calm", scores.calm().score().brierLm(), "ar", scores.ar().score().brierLm()));
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("calm", details(scores.calm()));
    details.put("ar", details(scores.ar()));
    json.put("scores", details);
  }

  private static Map<String, Object> details(ScoreFigures.Model model) {
    Map<String, Object> json = new LinkedHashMap<>(BrierJson.of(model.score()));
    json.put("training_seconds", model.training().seconds());
    json.put("training_tokens_per_s", model.training().tokensPerSecond());
    json.put("writing_tokens_per_s", model.writingTokensPerSecond());
    json.put("steps_per_thousand_tokens", model.stepsPerThousandTokens());
    return json;
  }
}
