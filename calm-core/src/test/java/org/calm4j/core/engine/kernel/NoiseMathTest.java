package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.calm4j.core.random.ChiSquare;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Both implementations: distribution, independence, exactness, and where they write. */
class NoiseMathTest {
  private static final int MANY = 2_000_000;

  static Stream<Named<NoiseMath>> implementations() {
    Named<NoiseMath> plain = Named.of("plain", new PlainNoiseMath());
    return RowMath.vectorized()
        ? Stream.of(plain, Named.of("vector", NoiseMath.best()))
        : Stream.of(plain);
  }

  /** A kernel with everything but the place fixed. */
  private interface Fill {
    void write(Memory out, int at, int n);
  }

  private static float[] filled(int n, Fill fill) {
    INDArray array = Nd4j.create(n);
    fill.write(Memory.of(array), 0, n);
    return array.toFloatVector();
  }

  private static float[] normals(NoiseMath math, int n, long key) {
    return filled(n, (out, at, count) -> math.normals(out, at, count, key, 0));
  }

  private static float[] uniforms(NoiseMath math, int n, long key, float low) {
    return filled(n, (out, at, count) -> math.uniforms(out, at, count, key, 0, low));
  }

  private static double moment(float[] x, int power) {
    double sum = 0;
    for (float value : x) {
      double product = value;
      for (int i = 1; i < power; i++) {
        product *= value;
      }
      sum += product;
    }
    return sum / x.length;
  }

  /** Standard errors are sqrt(var(x^p) / n): 1, 2, 15, 96 for p = 1 to 4. Five of them. */
  @ParameterizedTest
  @MethodSource("implementations")
  void normalMoments(NoiseMath math) {
    float[] x = normals(math, MANY, 42);
    double error = 5 / Math.sqrt(MANY);
    assertThat(moment(x, 1)).as("mean").isCloseTo(0, within(error));
    assertThat(moment(x, 2)).as("variance").isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(moment(x, 3)).as("skew").isCloseTo(0, within(error * Math.sqrt(15)));
    assertThat(moment(x, 4)).as("kurtosis").isCloseTo(3, within(error * Math.sqrt(96)));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void normalTails(NoiseMath math) {
    float[] x = normals(math, 4 * MANY, 43);
    double[] beyond = {0.31731050786, 0.04550026390, 0.00269979606, 6.33424837e-5, 5.73303144e-7};
    for (int limit = 1; limit <= 5; limit++) {
      long count = 0;
      for (float value : x) {
        count += Math.abs(value) > limit ? 1 : 0;
      }
      double expected = x.length * beyond[limit - 1];
      assertThat((double) count)
          .as("numbers beyond " + limit)
          .isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  /** Kolmogorov-Smirnov: sqrt(n) times the largest distance is above 2.23 with a chance of 1e-4. */
  @ParameterizedTest
  @MethodSource("implementations")
  void normalDistributionFunction(NoiseMath math) {
    float[] x = normals(math, MANY, 44);
    assertThat(distance(x, 0, 2)).isLessThan(2.23 / Math.sqrt(MANY));
    // Both halves of the pairs, for each sign of the sine's partner, by themselves.
    assertThat(distance(x, 0, 1)).isLessThan(2.23 / Math.sqrt(MANY / 2.0));
    assertThat(distance(x, 1, 2)).isLessThan(2.23 / Math.sqrt(MANY / 2.0));
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1.01f;
    }
    assertThat(distance(x, 0, 2)).as("the test sees one percent").isGreaterThan(2.23e-3);
  }

  /** Over cosines, sines or both. */
  private static double distance(float[] x, int fromHalf, int toHalf) {
    float[] sorted = new float[x.length];
    int n = 0;
    for (int i = 0; i < x.length; i++) {
      int half = i / BoxMuller.PAIRS % 2;
      if (half >= fromHalf && half < toHalf) {
        sorted[n++] = x[i];
      }
    }
    Arrays.sort(sorted, 0, n);
    double worst = 0;
    for (int i = 0; i < n; i++) {
      double cdf = NormalCdf.at(sorted[i]);
      worst = Math.max(worst, Math.max(cdf - (double) i / n, (i + 1.0) / n - cdf));
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void neighboursAreIndependent(NoiseMath math) {
    float[] x = normals(math, MANY, 45);
    float[] y = normals(math, MANY, 46);
    double error = 5 / Math.sqrt(MANY);
    // The other half of a pair is 64 further on.
    int[] lags =
        IntStream.concat(IntStream.rangeClosed(0, 20), IntStream.of(63, 64, 65, 128)).toArray();
    for (int lag : lags) {
      double own = 0;
      double squares = 0;
      double other = 0;
      for (int i = 0; i + lag < MANY; i++) {
        own += x[i] * x[i + lag];
        squares += (x[i] * x[i] - 1) * (x[i + lag] * x[i + lag] - 1);
        other += x[i] * y[i + lag];
      }
      assertThat(other / MANY).as("keys, lag " + lag).isCloseTo(0, within(error));
      if (lag > 0) {
        assertThat(own / MANY).as("lag " + lag).isCloseTo(0, within(error));
        assertThat(squares / MANY).as("squares, lag " + lag).isCloseTo(0, within(2 * error));
      }
    }
  }

  /** Keys of which one walks along the counters of the other. */
  @ParameterizedTest
  @MethodSource("implementations")
  void noKeyRepeatsAnother(NoiseMath math) {
    float[] x = uniforms(math, 20_000, 1, 0);
    long steps = 5;
    float[] y = uniforms(math, 20_000, 1 + steps * NoiseBits.GAMMA, 0);
    for (int lag = -20; lag <= 20; lag++) {
      int same = 0;
      for (int i = 20; i < x.length - 20; i++) {
        same += x[i] == y[i + lag] ? 1 : 0;
      }
      assertThat(same).as("lag " + lag).isLessThan(5);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void uniformsAreEven(NoiseMath math) {
    float[] x = uniforms(math, MANY, 47, -0.5f);
    long[] bins = new long[1000];
    long[] pairs = new long[32 * 32];
    int previous = 0;
    for (float value : x) {
      bins[(int) ((value + 0.5) * bins.length)]++;
      int bin = (int) ((value + 0.5) * 32);
      pairs[previous * 32 + bin]++;
      previous = bin;
    }
    allWithin(x, -0.5f);
    for (long[] counts : new long[][] {bins, pairs}) {
      double[] even = new double[counts.length];
      Arrays.fill(even, 1.0 / counts.length);
      assertThat(ChiSquare.statistic(counts, even)).isLessThan(ChiSquare.limit(counts.length));
    }
    assertThat(moment(x, 1)).isCloseTo(0, within(5 / Math.sqrt(12.0 * MANY)));
  }

  /** Every one of the 24 bits is there. */
  @ParameterizedTest
  @MethodSource("implementations")
  void uniformsHave24Bits(NoiseMath math) {
    float[] x = uniforms(math, 100_000, 48, 0);
    int[] ones = new int[24];
    for (float value : x) {
      int steps = (int) (value * 0x1p24f);
      for (int bit = 0; bit < 24; bit++) {
        ones[bit] += steps >> bit & 1;
      }
    }
    for (int count : ones) {
      assertThat(count).isBetween(49_200, 50_800);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e6f, -3, -1, -0.5f, -1e-3f, 0, 0.3f, 1, 7, 16_000_000})
  void uniformsStayBelowTheEnd(float low) {
    implementations()
        .forEach(
            math -> {
              allWithin(uniforms(math.getPayload(), 300_000, 49, low), low);
            });
  }

  private static void allWithin(float[] x, float low) {
    for (float value : x) {
      if (!(value >= low && value < low + 1)) {
        throw new AssertionError("%s is outside [%s, %s)".formatted(value, low, low + 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1 << 24, -1e9f})
  void refusesAnIntervalWithoutFloats(float low) {
    implementations()
        .forEach(
            math ->
                assertThatThrownBy(() -> uniforms(math.getPayload(), 100, 49, low))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(low))
                    .hasMessageContaining("2^24"));
  }

  /** So a model's noise does not depend on how its JVM was started. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 77, 127, 128, 129, 5000})
  void bothImplementationsGiveTheSameBits(int first) {
    NoiseMath plain = new PlainNoiseMath();
    NoiseMath best = NoiseMath.best();
    int n = 100_003;
    assertThat(filled(n, (out, at, count) -> best.normals(out, at, count, -9, first)))
        .isEqualTo(filled(n, (out, at, count) -> plain.normals(out, at, count, -9, first)));
    assertThat(filled(n, (out, at, count) -> best.uniforms(out, at, count, -9, first, 0.3f)))
        .isEqualTo(filled(n, (out, at, count) -> plain.uniforms(out, at, count, -9, first, 0.3f)));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aNumberDependsOnItsIndexAloneAndNothingElseIsWritten(NoiseMath math) {
    float[] normals = normals(math, 2000, 50);
    float[] uniforms = uniforms(math, 2000, 50, -0.5f);
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      int n = random.nextInt(600);
      int at = random.nextInt(40);
      int first = random.nextInt(2000 - n);
      sameStretch(normals, first, at, n, (out, o, c) -> math.normals(out, o, c, 50, first));
      sameStretch(
          uniforms, first, at, n, (out, o, c) -> math.uniforms(out, o, c, 50, first, -0.5f));
    }
  }

  private static void sameStretch(float[] all, int first, int at, int n, Fill fill) {
    INDArray array = Nd4j.valueArrayOf(new long[] {n + 80}, 99f);
    fill.write(Memory.of(array), at, n);
    float[] expected = new float[n + 80];
    Arrays.fill(expected, 99f);
    System.arraycopy(all, first, expected, at, n);
    assertThat(array.toFloatVector()).isEqualTo(expected);
  }

  /** Runs must come back: these numbers may never change. */
  @ParameterizedTest
  @MethodSource("implementations")
  void theBitsStayTheSame(NoiseMath math) {
    float[] normals = normals(math, 256, 7);
    float[] uniforms = uniforms(math, 256, 7, 0);
    assertThat(new float[] {normals[0], normals[64], normals[255]}).isEqualTo(NORMALS);
    assertThat(new float[] {uniforms[0], uniforms[1], uniforms[255]}).isEqualTo(UNIFORMS);
  }

  private static final float[] NORMALS = {-0.6484015f, 1.8062328f, -0.48553106f};
  private static final float[] UNIFORMS = {0.15858716f, 0.69514686f, 0.9513068f};

  @ParameterizedTest
  @MethodSource("implementations")
  void farIndicesAreNumbersToo(NoiseMath math) {
    long far = (1L << 40) + 3;
    float[] x = filled(1000, (out, at, n) -> math.normals(out, at, n, 7, far));
    assertThat(moment(x, 2)).isBetween(0.7, 1.3);
    assertThat(x).isNotEqualTo(normals(math, 1000, 7));
  }
}
