package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -1, 1.5, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsOutside(double value) {
    assertThatThrownBy(() -> new Temperature(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be in (0, 1], got " + value);
  }

  @ParameterizedTest
  @CsvSource({"0.7, 1, 0.428571429", "0.4, 2, 0.5", "0.3, 3, 0.333333333", "0.99, 1, 0.010101010"})
  void takesTheInverseApart(double value, int whole, double rest) {
    Temperature temperature = new Temperature(value);
    assertThat(temperature.isReciprocal()).isFalse();
    assertThat(temperature.wholeDraws()).isEqualTo(whole);
    assertThat(temperature.rest()).isCloseTo(rest, within(1e-9));
  }

  @Test
  void reciprocalsMayBeTypedWithSixDigits() {
    for (int n = 1; n <= 1000; n++) {
      isReciprocal(1.0 / n, n);
      for (int digits = 6; digits <= 12; digits++) {
        // %e has one digit before the point: that many significant digits.
        String rounded = String.format(Locale.ROOT, "%." + (digits - 1) + "e", 1.0 / n);
        isReciprocal(Double.parseDouble(rounded), n);
        double scale = Math.pow(10, digits + Math.floor(Math.log10(n)));
        isReciprocal(Math.floor(1.0 / n * scale) / scale, n);
      }
    }
    isReciprocal(0.333333, 3);
    isReciprocal(0.166666, 6);
    assertThat(new Temperature(0.33333).isReciprocal()).as("five digits, cut off").isTrue();
    assertThat(new Temperature(0.3333).isReciprocal()).isFalse();
    assertThat(new Temperature(0.333).isReciprocal()).isFalse();
    assertThat(new Temperature(0.9999).isReciprocal()).isFalse();
  }

  private static void isReciprocal(double value, int n) {
    Temperature temperature = new Temperature(value);
    assertThat(temperature.isReciprocal()).as("%s = 1/%d", value, n).isTrue();
    assertThat(temperature.wholeDraws()).isEqualTo(n);
    assertThat(temperature.rest()).isZero();
    assertThat(temperature.requireReciprocal()).isEqualTo(n);
  }

  @Test
  void theSmallestTemperatureIsStillOne() {
    Temperature coldest = new Temperature(Double.MIN_VALUE);
    assertThat(coldest.wholeDraws()).isEqualTo(Integer.MAX_VALUE);
    assertThat(coldest.rest()).isZero();
  }

  @Test
  void theBatchApproximationSaysWhichTemperaturesItTakes() {
    assertThatThrownBy(() -> new Temperature(0.7).requireReciprocal())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the batch approximation needs a temperature 1/n, got 0.7: use 1.0 or 0.5, or the exact"
                + " algorithm");
  }
}
