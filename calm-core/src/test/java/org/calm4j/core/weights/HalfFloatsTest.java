package org.calm4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {

  @Test
  void knownHalves() {
    assertThat(HalfFloats.fromF16((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfFloats.fromF16((short) 0xc000)).isEqualTo(-2f);
    assertThat(HalfFloats.fromF16((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfFloats.fromF16((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfFloats.fromF16((short) 0x0400)).isEqualTo(0x1p-14f);
    assertThat(HalfFloats.fromF16((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(HalfFloats.fromBf16((short) 0x3f80)).isEqualTo(1f);
    assertThat(HalfFloats.fromBf16((short) 0x0001)).isEqualTo(0x1p-133f);
  }

  @Test
  void everyPatternComesBack() {
    for (int i = 0; i < 1 << 16; i++) {
      float half = HalfFloats.fromF16((short) i);
      float brain = HalfFloats.fromBf16((short) i);
      if (Float.isNaN(half)) {
        assertThat(HalfFloats.fromF16(HalfFloats.toF16(half))).isNaN();
      } else {
        assertThat(HalfFloats.toF16(half)).isEqualTo((short) i);
      }
      if (Float.isNaN(brain)) {
        assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(brain))).isNaN();
      } else {
        assertThat(HalfFloats.toBf16(brain)).isEqualTo((short) i);
      }
    }
  }

  /** Between two neighbours the nearer wins, and the even one in the middle. */
  @Test
  void roundsToNearestEven() {
    for (int i = 0; i < 0x7bff; i++) {
      float low = HalfFloats.fromF16((short) i);
      float high = HalfFloats.fromF16((short) (i + 1));
      float middle = (low + high) / 2;
      short even = (short) (i + (i & 1));
      assertThat(HalfFloats.toF16(middle)).isEqualTo(even);
      assertThat(HalfFloats.toF16(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(HalfFloats.toF16(Math.nextDown(middle))).isEqualTo((short) i);
      assertThat(HalfFloats.toF16(Math.nextUp(middle))).isEqualTo((short) (i + 1));
    }
    for (int i = 0; i < 0x7f7f; i++) {
      // The float with only the highest dropped bit set lies in the middle.
      float middle = Float.intBitsToFloat(i << 16 | 0x8000);
      assertThat(HalfFloats.toBf16(middle)).isEqualTo((short) (i + (i & 1)));
      assertThat(HalfFloats.toBf16(Math.nextDown(middle))).isEqualTo((short) i);
      assertThat(HalfFloats.toBf16(Math.nextUp(middle))).isEqualTo((short) (i + 1));
    }
  }

  @Test
  void edges() {
    assertThat(HalfFloats.toF16(65519.99f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloats.toF16(65520f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toF16(1e10f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toF16(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(HalfFloats.toF16(-0f)).isEqualTo((short) 0x8000);
    assertThat(HalfFloats.toF16(0x1p-25f)).isZero();
    assertThat(HalfFloats.toF16(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
    assertThat(HalfFloats.toF16(Float.MIN_VALUE)).isZero();
    assertThat(HalfFloats.toBf16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
    assertThat(HalfFloats.toBf16(Float.POSITIVE_INFINITY)).isEqualTo((short) 0x7f80);
    // Payload only in the bits that are dropped.
    float quiet = Float.intBitsToFloat(0x7f800001);
    assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(quiet))).isNaN();
    assertThat(HalfFloats.fromF16(HalfFloats.toF16(quiet))).isNaN();
  }

  @Test
  void errorStaysBelowHalfAUnit() {
    RandomGenerator random = new RandomStreams(1).stream("half-floats");
    for (int i = 0; i < 20_000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-6, 4)));
      double spacing = Math.max(Math.ulp(value) * (double) (1 << 13), 0x1p-24);
      BigDecimal error =
          new BigDecimal(value)
              .subtract(new BigDecimal(HalfFloats.fromF16(HalfFloats.toF16(value))));
      assertThat(error.abs().doubleValue()).isLessThanOrEqualTo(spacing / 2);
    }
  }
}
