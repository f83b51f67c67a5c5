package org.calm4j.eval.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  /** The interval of a mean is near mean +- z s / sqrt(n), and a sum of counts is n. */
  @Test
  void meansGetTheTextbookInterval() {
    Random random = new Random(3);
    double[] values = random.doubles(400).map(u -> u * u).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double std =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    List<Interval> intervals =
        new Bootstrap(4000, 0.9, 1)
            .intervals(
                values.length,
                times -> {
                  double sum = 0;
                  int count = 0;
                  for (int i = 0; i < times.length; i++) {
                    sum += times[i] * values[i];
                    count += times[i];
                  }
                  return new double[] {sum / count, count};
                });
    double half = 1.645 * std / Math.sqrt(values.length);
    assertThat(intervals.get(0).low()).isCloseTo(mean - half, within(0.08 * half));
    assertThat(intervals.get(0).high()).isCloseTo(mean + half, within(0.08 * half));
    assertThat(intervals.get(1)).isEqualTo(new Interval(400, 400));
  }

  @Test
  void oneUnitHasNoInterval() {
    Bootstrap bootstrap = new Bootstrap(100, 0.95, 0);
    assertThat(bootstrap.intervals(1, times -> new double[] {7, 8}))
        .containsExactly(Interval.NONE, Interval.NONE);
    assertThat(new Bootstrap(0, 0.95, 0).intervals(5, times -> new double[] {7}))
        .containsExactly(Interval.NONE);
    assertThat(Interval.NONE.isKnown()).isFalse();
    assertThat(Interval.NONE.contains(0)).isFalse();
  }

  @Test
  void theSeedDecides() {
    Bootstrap.Statistics first = times -> new double[] {times[0]};
    Bootstrap bootstrap = new Bootstrap(200, 0.5, 4);
    assertThat(bootstrap.intervals(9, first)).isEqualTo(bootstrap.intervals(9, first));
    Bootstrap.Statistics weighted = times -> new double[] {times[0] + 2.7 * times[1] - times[2]};
    Bootstrap other = new Bootstrap(200, 0.5, 5);
    Bootstrap third = new Bootstrap(200, 0.5, 6);
    assertThat(
            Set.of(bootstrap, other, third).stream().map(b -> b.intervals(9, weighted)).distinct())
        .hasSizeGreaterThan(1);
    assertThat(bootstrap.intervals(9, times -> new double[] {times[0] == 3 ? Double.NaN : 1}))
        .containsExactly(Interval.NONE);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Bootstrap(100, 1, 0)).hasMessageContaining("in (0, 1), got 1.0");
    assertThatThrownBy(() -> new Bootstrap(39, 0.95, 0))
        .hasMessageContaining("needs at least 40 bootstrap replicates");
    assertThatThrownBy(() -> new Bootstrap(40, 0.95, 0).intervals(0, times -> new double[0]))
        .hasMessageContaining("at least one unit");
    assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("got 2.0 and 1.0");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("NaN");
  }
}
