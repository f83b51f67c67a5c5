package org.calm4j.eval.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.calm4j.eval.bootstrap.Interval;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierResult;
import org.jspecify.annotations.Nullable;

/** Scores as JSON objects, for {@link org.calm4j.core.io.Json}. */
public final class BrierJson {
  private BrierJson() {}

  /**
   * A result: {@code brier} (four percentages), {@code brier_lm}, {@code low} and {@code high}
   * (null if there is no interval), {@code confidence}, {@code context_tokens}, {@code positions},
   * {@code samples}, {@code seed}, then what else has to be known to repeat it.
   *
   * @param result the result
   * @return keys and values in this order
   */
  public static Map<String, @Nullable Object> of(BrierResult result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("brier", result.brier());
    json.put("brier_lm", result.brierLm());
    json.put("low", number(result.score().low()));
    json.put("high", number(result.score().high()));
    json.put("confidence", result.options().confidence());
    json.put("context_tokens", result.contextTokens());
    json.put("positions", result.positions());
    json.put("samples", result.options().samples());
    json.put("seed", result.options().seed());
    json.put("documents", result.documents());
    json.put("chunk_size", result.chunkSize());
    json.put("estimator", result.options().estimator().name().toLowerCase(Locale.ROOT));
    json.put("replicates", result.options().replicates());
    json.put("complete", result.complete());
    json.put("brier_low", ends(result.factors(), true));
    json.put("brier_high", ends(result.factors(), false));
    json.put("accuracy", percent(result.terms().accuracy()));
    json.put("collision", percent(result.terms().collision()));
    return json;
  }

  /**
   * A comparison: {@code difference}, its {@code low} and {@code high}, {@code significant}, and
   * the same for the factors.
   *
   * @param comparison the comparison
   * @return keys and values in this order
   */
  public static Map<String, @Nullable Object> of(BrierComparison comparison) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("difference", comparison.difference());
    json.put("low", number(comparison.interval().low()));
    json.put("high", number(comparison.interval().high()));
    json.put("significant", comparison.isSignificant());
    json.put("brier", comparison.factorDifferences());
    json.put("brier_low", ends(comparison.factorIntervals(), true));
    json.put("brier_high", ends(comparison.factorIntervals(), false));
    return json;
  }

  private static @Nullable Double @Nullable [] ends(List<Interval> intervals, boolean low) {
    if (!intervals.stream().allMatch(Interval::isKnown)) {
      return null;
    }
    return intervals.stream().map(one -> low ? one.low() : one.high()).toArray(Double[]::new);
  }

  /** JSON has no NaN: what is not known is null. */
  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static double[] percent(double[] parts) {
    return Arrays.stream(parts).map(part -> 100 * part).toArray();
  }
}
