package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** {@link Categorical} against the distribution in float64. */
class CategoricalTest extends KernelCheck {
  private static final double[] TEMPERATURES = {1, 0.5, 0.3, 0.05};

  private static Categorical row(RowMath math, float... logits) {
    float[] padded = new float[logits.length + 4];
    java.util.Arrays.fill(padded, 1e30f); // what lies around does not count
    System.arraycopy(logits, 0, padded, 3, logits.length);
    return new Categorical(math, Memory.of(Nd4j.createFromArray(padded)), 3, logits.length);
  }

  private static float[] logits(int n) {
    float[] logits = new float[n];
    for (int i = 0; i < n; i++) {
      logits[i] = (float) (5 * Math.sin(3 * i + 1.0) + 80);
    }
    return logits;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void idsFollowTheDistributionFunction(RowMath math) {
    for (int n : new int[] {1, 2, 7, 16, 33}) {
      for (double temperature : TEMPERATURES) {
        float[] logits = logits(n);
        double[] p = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
          p[i] = Math.exp((logits[i] - 80) / temperature);
          sum += p[i];
        }
        double below = 0;
        for (int i = 0; i < n; i++) {
          double middle = (below + p[i] / 2) / sum;
          if (p[i] / sum > 1e-4) {
            assertThat(row(math, logits).choose(temperature, middle)).isEqualTo(i);
          }
          below += p[i];
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void weightsAreProbabilitiesTimesTheirSum(RowMath math) {
    float[] logits = logits(33);
    Categorical row = row(math, logits);
    double sum = row.weigh(0.5);
    double exact = 0;
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      max = Math.max(max, logit);
    }
    for (float logit : logits) {
      exact += Math.exp((logit - max) / 0.5);
    }
    assertThat(sum).isCloseTo(exact, Offset.offset(1e-5 * exact));
    assertThat(row.at(0)).isZero();
    assertThat(row.at(Math.nextDown(sum))).isEqualTo(32);
    assertThat(row.at(sum)).as("rounded up").isEqualTo(32);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void theLikeliestIsTheFirstOfEqualOnes(RowMath math) {
    assertThat(row(math, -3, 2, 7, 7, 1).likeliest()).isEqualTo(2);
    assertThat(row(math, -3, -3, -3).likeliest()).isZero();
    assertThat(row(math, -3, -2, -1).likeliest()).isEqualTo(2);
    float[] many = logits(40);
    many[37] = 99;
    assertThat(row(math, many).likeliest()).isEqualTo(37);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void anyTemperatureIsFinite(RowMath math) {
    for (double temperature : new double[] {1e-3, 1e-30, Double.MIN_VALUE}) {
      for (double u : new double[] {1e-9, 0.5, Math.nextDown(1.0)}) {
        assertThat(row(math, -1e30f, 3, 4, -4).choose(temperature, u)).isEqualTo(2);
      }
    }
    assertThat(row(math, 5, 5).choose(Double.MIN_VALUE, 0.4)).isZero();
    assertThat(row(math, 5, 5).choose(Double.MIN_VALUE, 0.6)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void logitsThatAreNotFiniteAreTold(RowMath math) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (double temperature : new double[] {1, 0.5}) {
        assertThatIllegalStateException()
            .isThrownBy(() -> row(math, 1, bad, 2).choose(temperature, 0.5))
            .withMessageStartingWith("the model's logits are not finite");
      }
    }
  }
}
