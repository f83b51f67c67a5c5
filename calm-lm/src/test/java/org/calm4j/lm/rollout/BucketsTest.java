package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void fewCountsAndLittleWaste() {
    for (int rows = 1; rows < 5000; rows++) {
      int bucket = Buckets.of(rows);
      assertThat(bucket).isBetween(rows, Math.max(rows + 7, rows * 5 / 4));
      assertThat(Buckets.of(bucket)).isEqualTo(bucket);
    }
    assertThat(IntStream.rangeClosed(1, 1024).map(Buckets::of).distinct().count()).isLessThan(30);
    assertThat(Buckets.of(252)).isEqualTo(256);
    assertThat(Buckets.of(1)).isEqualTo(1);
  }
}
