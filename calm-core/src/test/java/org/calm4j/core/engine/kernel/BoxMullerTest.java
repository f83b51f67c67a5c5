package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The pair from given bits, against the formula in float64. */
class BoxMullerTest {
  private static final double TOLERANCE = 3e-7;

  @Test
  void theRadiusIsAccurateOverTheWholeRange() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000_000; i++) {
      int bits = random.nextInt() >>> random.nextInt(32);
      double u = Math.fma((float) (bits >>> 1), 0x1p-31f, 0x1p-32f);
      double exact = Math.sqrt(-2 * Math.log(u));
      assertRelative(BoxMuller.radius(bits), exact, exact);
    }
  }

  private static void assertRelative(double actual, double exact, double scale) {
    if (!(Math.abs(actual - exact) <= TOLERANCE * scale)) {
      throw new AssertionError("got %s, exact %s".formatted(actual, exact));
    }
  }

  @Test
  void theAngleGoesAroundEvenly() {
    // A circle of radius 1.17: the lower half is u = 1/2.
    double radius = BoxMuller.radius(Integer.MIN_VALUE);
    int steps = 1 << 20;
    long[] octants = new long[8];
    for (int i = 0; i < steps; i++) {
      long bits = ((i * (1L << 12)) << 32) | 0x80000000L;
      double cos = BoxMuller.normal(bits, false);
      double sin = BoxMuller.normal(bits, true);
      assertRelative(Math.hypot(cos, sin), radius, radius);
      // Where on the circle, to the last bit of the smaller coordinate.
      int angle = (int) (bits >>> 32);
      double x = (angle << 2 >> 2) * (2 * Math.PI * 0x1p-32);
      double partner = Math.cos(x) * ((angle & (1 << 30)) == 0 ? 1 : -1);
      boolean swap = angle < 0;
      assertRelative(swap ? cos : sin, Math.sin(x) * radius, Math.abs(Math.sin(x)) * radius);
      assertRelative(swap ? sin : cos, partner * radius, radius);
      octants[(int) Math.floor(Math.atan2(sin, cos) / (Math.PI / 4) + 8) % 8]++;
    }
    for (long octant : octants) {
      assertThat(octant).isBetween(steps / 8L - 2, steps / 8L + 2);
    }
  }

  @Test
  void extremeBitsGiveFiniteNumbers() {
    int[] extremes = {0, 1, 2, 3, -1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 3 << 30};
    for (int low : extremes) {
      assertThat(Math.abs(BoxMuller.radius(low))).isBetween(0f, 6.67f);
      for (int high : extremes) {
        long bits = ((long) high << 32) | (low & 0xFFFFFFFFL);
        assertThat(BoxMuller.normal(bits, false)).isFinite();
        assertThat(BoxMuller.normal(bits, true)).isFinite();
      }
    }
    assertThat(BoxMuller.radius(0)).as("the largest").isGreaterThan(6.66f);
    assertThat(Math.abs(BoxMuller.radius(-1))).as("the smallest").isZero();
  }

  /** The same through the vectors: bits at every extreme in every lane. */
  @Test
  void vectorsTreatExtremeBitsAlike() {
    if (!RowMath.vectorized()) {
      return;
    }
    int[] extremes = {0, 1, 2, 3, -1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 3 << 30};
    INDArray array = Nd4j.create(BoxMuller.GROUP);
    Memory memory = Memory.of(array);
    for (int shift = 0; shift < extremes.length; shift++) {
      for (int i = 0; i < BoxMuller.PAIRS; i++) {
        memory.setInt(i, extremes[i % extremes.length]);
        memory.setInt(i + BoxMuller.PAIRS, extremes[(i + shift) % extremes.length]);
      }
      VectorBoxMuller.radii(memory.handle(), 0, BoxMuller.GROUP);
      VectorBoxMuller.turn(memory.handle(), 0, BoxMuller.GROUP);
      for (int i = 0; i < BoxMuller.PAIRS; i++) {
        long high = extremes[(i + shift) % extremes.length];
        long bits = (high << 32) | (extremes[i % extremes.length] & 0xFFFFFFFFL);
        assertThat(memory.get(i)).isEqualTo(BoxMuller.normal(bits, false));
        assertThat(memory.get(i + BoxMuller.PAIRS)).isEqualTo(BoxMuller.normal(bits, true));
      }
    }
    assertThat(array.length()).isEqualTo(BoxMuller.GROUP);
  }
}
