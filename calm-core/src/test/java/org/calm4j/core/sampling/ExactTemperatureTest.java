package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.calm4j.core.random.ChiSquare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTemperatureTest {
  private static final int CHUNKS = 60_000;

  private static long[] frequencies(double temperature, long seed) {
    ExactTemperature exact = new ExactTemperature(new Temperature(temperature), 1_000_000);
    SplittableRandom random = new SplittableRandom(seed);
    long[] counts = new long[KnownDistribution.P.length];
    for (int i = 0; i < CHUNKS; i++) {
      counts[
          KnownDistribution.index(
              exact.sample(() -> KnownDistribution.draw(random), random).chunk())]++;
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.9, 0.7, 0.5, 0.4, 1.0 / 3, 0.3})
  void frequenciesAreThePowerOfTheProbabilities(double temperature) {
    double limit = ChiSquare.limit(KnownDistribution.P.length);
    long[] counts = frequencies(temperature, 17);
    assertThat(ChiSquare.statistic(counts, KnownDistribution.sharpened(1 / temperature)))
        .isLessThan(limit);
    // The test has an eye for small mistakes: a temperature that is off by 0.05 would not pass.
    assertThat(ChiSquare.statistic(counts, KnownDistribution.sharpened(1 / (temperature + 0.05))))
        .isGreaterThan(limit);
    assertThat(ChiSquare.statistic(counts, KnownDistribution.sharpened(1 / (temperature - 0.05))))
        .isGreaterThan(limit);
  }

  /** What a sampler would give that forgets the lottery. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.4})
  void withoutTheRestFrequenciesWouldBeFarOff(double temperature) {
    int whole = new Temperature(temperature).wholeDraws();
    assertThat(
            ChiSquare.statistic(frequencies(temperature, 18), KnownDistribution.sharpened(whole)))
        .isGreaterThan(20 * ChiSquare.limit(KnownDistribution.P.length));
  }

  @Test
  void anAgreementOfTwoTakesTwoDrawsAsOftenAsNeeded() {
    ExactTemperature exact = new ExactTemperature(new Temperature(0.5), 100_000);
    SplittableRandom random = new SplittableRandom(3);
    double draws = 0;
    for (int i = 0; i < CHUNKS; i++) {
      draws += exact.sample(() -> KnownDistribution.draw(random), random).draws();
    }
    double agree = Arrays.stream(KnownDistribution.P).map(p -> p * p).sum();
    assertThat(draws / CHUNKS).isCloseTo(2 / agree, within(0.15));
  }

  @Test
  void temperatureOneTakesOneDraw() {
    ExactTemperature exact = new ExactTemperature(new Temperature(1), 1);
    ExactTemperature.Accepted accepted = exact.sample(() -> new int[] {4, 2}, noLottery());
    assertThat(accepted.chunk()).containsExactly(4, 2);
    assertThat(accepted.draws()).isEqualTo(1);
  }

  private static SplittableRandom noLottery() {
    return new SplittableRandom(0);
  }

  @Test
  void theSameSeedGivesTheSameChunks() {
    assertThat(frequencies(0.7, 5)).isEqualTo(frequencies(0.7, 5));
    assertThat(frequencies(0.7, 5)).isNotEqualTo(frequencies(0.7, 6));
  }

  @Test
  void aModelMayReuseItsArray() {
    int[] shared = new int[1];
    int[] drawn = {1, 2, 3, 3};
    int[] calls = {0};
    Supplier<int[]> model =
        () -> {
          shared[0] = drawn[calls[0]++];
          return shared;
        };
    ExactTemperature.Accepted accepted =
        new ExactTemperature(new Temperature(0.5), 10).sample(model, noLottery());
    assertThat(accepted.chunk()).containsExactly(3);
    assertThat(accepted.draws()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.7})
  void drawsAreLimited(double temperature) {
    int[] calls = {0};
    ExactTemperature exact = new ExactTemperature(new Temperature(temperature), 50);
    assertThatThrownBy(
            () -> {
              while (true) {
                calls[0] = 0;
                exact.sample(() -> new int[] {calls[0]++}, noLottery());
              }
            })
        .isInstanceOf(DrawLimitException.class)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no chunk was accepted at temperature %s within 50 draws: raise the limit, raise the temperature, or use the batch approximation"
                .formatted(temperature))
        .satisfies(
            e -> {
              assertThat(((DrawLimitException) e).draws()).isEqualTo(50);
              assertThat(((DrawLimitException) e).temperature()).isEqualTo(temperature);
            });
    assertThat(calls[0]).isEqualTo(50);
  }

  @Test
  void theLimitMustAllowOneChunk() {
    assertThat(new ExactTemperature(new Temperature(0.5), 2).maxDraws()).isEqualTo(2);
    assertThat(new ExactTemperature(new Temperature(0.4), 3).maxDraws()).isEqualTo(3);
    assertThatThrownBy(() -> new ExactTemperature(new Temperature(0.4), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "temperature 0.4 needs at least 3 draws for a chunk, the limit is 2: raise the limit or"
                + " the temperature");
  }
}
