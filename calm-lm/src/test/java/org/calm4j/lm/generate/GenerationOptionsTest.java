package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationOptionsTest {
  private static final GenerationOptions STANDARD = GenerationOptions.standard();

  private static void refused(UnaryOperator<GenerationOptions> change, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(STANDARD))
        .withMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 0, -0.5, Double.NaN})
  void temperaturesLieInARange(double temperature) {
    String sentence = "temperature must be in (0, 1], got " + temperature;
    refused(options -> options.withTemperature(temperature), sentence);
    refused(options -> options.withExactTemperature(temperature), sentence);
  }

  @Test
  void onlyTheExactAlgorithmTakesAnyTemperature() {
    refused(
        options -> options.withTemperature(0.7),
        "the batch approximation needs a temperature 1/n, got 0.7:"
            + " use 1.0 or 0.5, or the exact algorithm");
    assertThat(STANDARD.withExactTemperature(0.7).exact()).isTrue();
    assertThat(STANDARD.withTemperature(0.333333).temperature()).isEqualTo(0.333333);
  }

  @Test
  void numbersArePositive() {
    refused(options -> options.withMaxTokens(0), "maxTokens must be at least 1, got 0");
    refused(options -> options.withCandidates(0), "candidates must be at least 1, got 0");
    refused(options -> options.withMaxDraws(-1), "maxDraws must be at least 1, got -1");
  }

  @Test
  void candidatesAreAsManyAsHaveToAgree() {
    refused(
        options -> options.withCandidates(9).withTemperature(0.1),
        "temperature 0.1 needs at least 10 candidates, got 9");
    assertThat(STANDARD.withCandidates(10).withTemperature(0.1).candidates()).isEqualTo(10);
  }

  /** Said before the model is run, not in the middle of a text. */
  @Test
  void drawsAreAsManyAsHaveToAgree() {
    refused(
        options -> options.withExactTemperature(0.3).withMaxDraws(3),
        "temperature 0.3 needs at least 4 draws for a chunk, the limit is 3:"
            + " raise the limit or the temperature");
    assertThat(STANDARD.withExactTemperature(0.3).withMaxDraws(4).maxDraws()).isEqualTo(4);
    assertThat(STANDARD.withMaxDraws(1).maxDraws()).isEqualTo(1);
  }

  @Test
  void stopIdsAreCopied() {
    Set<Integer> ids = new TreeSet<>(List.of(5, 3));
    GenerationOptions options = STANDARD.withStopIds(ids);
    ids.add(7);
    assertThat(options.stopIds()).containsExactly(3, 5);
  }

  @Test
  void everyChangeChangesOneThing() {
    GenerationOptions all =
        STANDARD
            .withCandidates(50)
            .withMaxDraws(60)
            .withMaxTokens(70)
            .withStopIds(Set.of(8))
            .withAlignment(PromptAlignment.LEFT_PADDING)
            .withSeed(9)
            .withExactTemperature(0.7);
    assertThat(all)
        .isEqualTo(
            new GenerationOptions(
                0.7, true, 50, 60, 70, Set.of(8), PromptAlignment.LEFT_PADDING, 9, false));
    assertThat(all.withTemperature(0.25))
        .isEqualTo(
            new GenerationOptions(
                0.25, false, 50, 60, 70, Set.of(8), PromptAlignment.LEFT_PADDING, 9, false));
  }
}
