package org.calm4j.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  @Test
  void takesTheMiddle() {
    assertThat(Measurement.of(3, 1, 2)).isEqualTo(new Measurement(2, 1, 3));
    assertThat(Measurement.of(4, 1, 2, 3)).isEqualTo(new Measurement(2.5, 1, 4));
  }

  @Test
  void warmsUpThreeTimes() {
    int[] calls = {0};
    Measurement.of(() -> calls[0]++, 4);
    assertThat(calls[0]).isEqualTo(7);
  }

  @Test
  void comparesRoundByRound() {
    BenchResult result =
        new BenchResult(
            "case",
            List.of(Measurement.of(10), Measurement.of(20), Measurement.of(10)),
            List.of(Measurement.of(30), Measurement.of(20), Measurement.of(20)),
            40,
            5e7,
            1e10,
            1,
            Double.NaN,
            List.of());
    assertThat(result.ratios()).containsExactly(1.0, 2.0, 3.0);
    assertThat(result.ratio()).isEqualTo(2);
    assertThat(result.medianMs()).isEqualTo(10);
    assertThat(result.tokensPerSecond()).isEqualTo(4000);
    assertThat(result.percentOfGemm()).isCloseTo(50, within(1e-9));
    BenchResult more = result.withPeer(Measurement.of(20), 7).withPeer(Measurement.of(20), 5);
    assertThat(more.peerPeakMib()).isEqualTo(7);
  }
}
