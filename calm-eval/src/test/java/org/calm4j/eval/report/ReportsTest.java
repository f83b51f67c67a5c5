package org.calm4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.calm4j.core.io.Json;
import org.calm4j.core.sampling.Sampler;
import org.calm4j.eval.blackbox.SamplerModel;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierOptions;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.eval.reconstruction.NoiseAccuracy;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path folder;

  /** Text that repeats its last token with this probability, and a model that does too. */
  private static BrierResult result(double repeats, int documents, int k) {
    Random random = new Random(1);
    List<int[]> texts =
        IntStream.range(0, documents).mapToObj(i -> repeated(24, 0.8, random)).toList();
    Sampler sampler =
        (context, draws) -> {
          int[] chunk = new int[k];
          int last = context[context.length - 1];
          for (int i = 0; i < k; i++) {
            last = draws.nextDouble() < repeats ? last : draws.nextInt(50);
            chunk[i] = last;
          }
          return chunk;
        };
    return BrierLM.score(
        SamplerModel.of(sampler, k), EvaluationTexts.of(texts, 24), BrierOptions.standard());
  }

  private static int[] repeated(int length, double repeats, Random random) {
    int[] text = new int[length];
    for (int i = 1; i < length; i++) {
      text[i] = random.nextDouble() < repeats ? text[i - 1] : random.nextInt(50);
    }
    return text;
  }

  @Test
  void jsonHasTheContractsKeysFirst() {
    BrierResult result = result(0.8, 30, 4);
    JsonNode json = Json.parse("json", Json.line(BrierJson.of(result)), JsonNode.class);
    assertThat(json.properties().stream().map(Map.Entry::getKey).toList())
        .startsWith(
            "brier",
            "brier_lm",
            "low",
            "high",
            "confidence",
            "context_tokens",
            "positions",
            "samples",
            "seed");
    assertThat(json.get("brier")).hasSize(4);
    assertThat(json.get("brier").get(1).doubleValue()).isEqualTo(result.brier()[1]);
    assertThat(json.get("brier_lm").doubleValue()).isEqualTo(result.brierLm());
    assertThat(json.get("low").doubleValue()).isEqualTo(result.score().low());
    assertThat(json.get("brier_low").get(3).doubleValue()).isEqualTo(result.factors().get(3).low());
    assertThat(json.get("brier_high").get(3).doubleValue())
        .isEqualTo(result.factors().get(3).high());
    assertThat(json.get("positions").longValue()).isEqualTo(30 * 5);
    assertThat(json.get("estimator").textValue()).isEqualTo("pairs");
    assertThat(json.get("complete").booleanValue()).isTrue();
    JsonNode comparison =
        Json.parse(
            "json",
            Json.line(BrierJson.of(BrierComparison.of(result(0.2, 30, 4), result))),
            JsonNode.class);
    assertThat(comparison.get("difference").doubleValue()).isNegative();
    assertThat(comparison.get("significant").booleanValue()).isTrue();
  }

  @Test
  void withoutAnIntervalJsonHasNull() {
    JsonNode json = Json.parse("json", Json.line(BrierJson.of(result(0.8, 1, 2))), JsonNode.class);
    assertThat(json.get("low").isNull()).isTrue();
    assertThat(json.get("high").isNull()).isTrue();
    assertThat(json.get("brier_low").isNull()).isTrue();
  }

  @Test
  void tableLinesUp() {
    Map<String, BrierResult> models = new LinkedHashMap<>();
    models.put("ours", result(0.8, 30, 4));
    models.put("a longer name", result(0.3, 30, 2));
    List<String> lines = BrierTable.lines(models);
    assertThat(lines).hasSize(5);
    int end = lines.get(0).indexOf("Brier-1") + 7;
    assertThat(lines.get(0)).contains("95 % interval").endsWith("Brier-4");
    for (String line : lines.subList(1, 3)) {
      assertThat(line.substring(0, end)).matches(".* {3,}\\d+\\.\\d\\d");
      assertThat(line).hasSameSizeAs(lines.get(0));
    }
    assertThat(lines.get(3))
        .isEqualTo(
            "ours: K = 4, context of 24 tokens, 150 positions in 30 documents, all pairs of 8"
                + " samples, seed 0");
    assertThat(BrierTable.lines(Map.of("x", result(0.8, 1, 4))).get(1)).contains("none");
    assertThat(BrierTable.lines(Map.of("x", result(0.8, 1, 4))).get(2))
        .endsWith("; one document: no interval; .jsonl has a document per line.");
    assertThat(BrierTable.lines(Map.of("x", result(0.8, 5, 4))).get(2)).contains("few documents");
    assertThatThrownBy(() -> BrierTable.lines(Map.of())).hasMessageContaining("got none");
  }

  @Test
  void pageNeedsNothingButItself() throws IOException {
    BrierResult best = result(0.8, 40, 4);
    BrierResult worse = result(0.3, 40, 2);
    Path metrics = folder.resolve("metrics.jsonl");
    Files.writeString(
        metrics,
        """
        {"kind":"step","step":1,"loss":3.0,"terms":{}}
        {"kind":"step","step":2,"loss":2.0,"terms":{}}
        """);
    Path html =
        new EvaluationReport("Stories <1 & 2>")
            .model("K = 4", best)
            .model("K = 2 \"old\"", worse)
            .model("elsewhere", result(0.8, 3, 1))
            .learningCurves("loss", Map.of("K = 4", metrics))
            .compute(
                "CALM",
                List.of(EvaluationReport.point(2e15, worse), EvaluationReport.point(3e16, best)))
            .reconstruction(
                new Reconstruction(
                    0.9995,
                    0.998,
                    List.of(1.0, 0.999),
                    1000,
                    500,
                    0.1,
                    List.of(new NoiseAccuracy(0.5, 0.9, 0.8), new NoiseAccuracy(0.1, 0.99, 0.98))))
            .write(folder.resolve("out"));
    String page = Files.readString(html);
    assertThat(folder.resolve("out/brier.png")).exists();
    assertThat(folder.resolve("out/compute.png")).exists();
    assertThat(folder.resolve("out/curves-loss.png")).exists();
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>Stories &lt;1 &amp; 2&gt;</title>")
        .contains("K = 2 &quot;old&quot;")
        .contains("BrierLM less that of K = 4")
        .contains(
            "elsewhere: few documents: the interval is too narrow; .jsonl has a document per line.")
        .contains("<td>other text</td>")
        .contains("<td>none</td><td>99.950 %</td><td>99.800 %</td>")
        .containsSubsequence("std 0.1", "std 0.5")
        .contains("<td>yes</td>");
    assertThat(page.split("data:image/png;base64,", -1)).hasSize(6);
    assertThat(page).doesNotContain("http").doesNotContain("<script").doesNotContain("<link");
    assertThat(errors(page)).isEmpty();
    assertThatThrownBy(() -> new EvaluationReport("x").write(folder))
        .hasMessageContaining("at least one model");
    assertThatThrownBy(() -> new HtmlPage("x").table(List.of("a"), List.of(List.of())))
        .hasMessageContaining("1 columns");
  }

  /** Every element that is opened is closed, in the right order. */
  private static List<String> errors(String page) {
    List<String> open = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(page);
    while (tags.find()) {
      String name = tags.group(2);
      if (List.of("meta", "img").contains(name)) {
        continue;
      }
      if (tags.group(1).isEmpty()) {
        open.add(name);
      } else if (open.isEmpty() || !open.remove(open.size() - 1).equals(name)) {
        errors.add("</" + name + "> at " + tags.start());
      }
    }
    errors.addAll(open);
    return errors;
  }
}
