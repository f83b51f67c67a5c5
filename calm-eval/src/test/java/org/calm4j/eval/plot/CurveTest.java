package org.calm4j.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void thinningKeepsExtremesAndOrder() {
    double[] x = IntStream.range(0, 10_000).asDoubleStream().toArray();
    double[] y = IntStream.range(0, 10_000).mapToDouble(i -> i == 4321 ? 7 : Math.sin(i)).toArray();
    Curve thin = new Curve(x, y).thin(100);
    assertThat(thin.size()).isLessThanOrEqualTo(100).isGreaterThan(90);
    assertThat(thin.max()).isEqualTo(7);
    assertThat(thin.x()).isSorted();
    assertThat(new Curve(x, y).thin(10_000).y()).containsExactly(y);
  }

  @Test
  void smoothingKeepsStraightLinesStraightAndRemovesNoise() {
    double[] x = IntStream.range(0, 1000).asDoubleStream().toArray();
    Curve line = new Curve(x, x).smooth();
    assertThat(line.first()).isEqualTo(0);
    assertThat(line.y()[500]).isEqualTo(500);
    double[] zigzag = IntStream.range(0, 1000).mapToDouble(i -> i % 2).toArray();
    assertThat(new Curve(x, zigzag).smooth().y()[500]).isBetween(0.45, 0.55);
  }

  @Test
  void numbersAreReadable() {
    assertThat(Ticks.number(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(Ticks.number(1234567)).isEqualTo("1,230,000");
    assertThat(Ticks.number(-0.00005)).isEqualTo("-0.00005");
    assertThat(Ticks.number(3e-9)).isEqualTo("3e-9");
    assertThat(Ticks.number(100)).isEqualTo("100");
    assertThat(Ticks.percent(0.999871)).isEqualTo("99.987 %");
    assertThat(Ticks.percent(0.9)).isEqualTo("90.0 %");
    assertThat(Ticks.percent(1)).isEqualTo("100 %");
  }

  @Test
  void errorsGetWholeDecadesAndALineForZero() {
    Curve curve = new Curve(new double[] {1, 2, 3}, new double[] {0.5, 0.9997, 1});
    ErrorScale scale = ErrorScale.of(List.of(curve));
    assertThat(scale.zeros()).isTrue();
    assertThat(scale.floor()).isEqualTo(0.001);
    assertThat(scale.top()).isEqualTo(100);
    assertThat(scale.errors(curve).last()).isEqualTo(0.001);
    assertThat(ErrorScale.of(List.of(curve.map(y -> 1))).top()).isEqualTo(0.01);
  }
}
