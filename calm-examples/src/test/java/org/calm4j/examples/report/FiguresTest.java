package org.calm4j.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void percentagesNeverRoundUp() {
    assertThat(Figures.percent(0.9999999)).isEqualTo("99.999 %");
    assertThat(Figures.percent(1)).isEqualTo("100.000 %");
    assertThat(Figures.percent(0.29)).isEqualTo("29.000 %");
    assertThat(Figures.percent(Double.NaN)).isEqualTo("none");
  }

  @Test
  void timesHaveTheUnitThatFits() {
    assertThat(Figures.time(8.26)).isEqualTo("8.3 s");
    assertThat(Figures.time(125)).isEqualTo("2:05 min");
    assertThat(Figures.time(3725)).isEqualTo("1:02:05 h");
  }
}
