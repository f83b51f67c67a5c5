package org.calm4j.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  @Test
  void aStreamIsAFunctionOfSeedNameAndIndices() {
    assertThat(first(7, "noise", 3, 4)).isEqualTo(first(7, "noise", 3, 4));
    Set<Long> all = new HashSet<>();
    int count = 0;
    for (long seed = -3; seed < 30; seed++) {
      for (String name : new String[] {"", "a", "b", "ab", "ba", "noise", "init/x.weight"}) {
        all.add(first(seed, name));
        count++;
        for (long i = 0; i < 12; i++) {
          all.add(first(seed, name, i));
          all.add(first(seed, name, i, 0));
          all.add(first(seed, name, 0, i + 1));
          count += 3;
        }
      }
    }
    assertThat(all).as("no two streams begin alike").hasSize(count);
  }

  /** Runs of an older version must come back: these numbers may never change. */
  @Test
  void theBitsStayTheSame() {
    assertThat(first(0, "")).isEqualTo(PINNED[0]);
    assertThat(first(1, "latent", 1, 0, 0)).isEqualTo(PINNED[1]);
    assertThat(first(-5, "token-dropout", 1L << 40, 2)).isEqualTo(PINNED[2]);
  }

  @Test
  void aKeyIsTheStateThatAStreamBeginsWith() {
    RandomStreams streams = new RandomStreams(9);
    long key = streams.key("noise", 3, 4);
    assertThat(new SplittableRandom(key).nextLong()).isEqualTo(first(9, "noise", 3, 4));
    assertThat(key).isNotEqualTo(streams.key("noise", 4, 3)).isNotEqualTo(streams.key("noise"));
  }

  private static final long[] PINNED = {
    -2152535657050944081L, 1392024092293929000L, 8836859924688997648L
  };

  /** First draws of neighbouring streams are as independent as draws of one stream. */
  @Test
  void neighboursAreIndependent() {
    int n = 20_000;
    double sum = 0;
    double product = 0;
    double previous = 0;
    for (int i = 0; i < n; i++) {
      double x = new RandomStreams(11).stream("step", i).nextGaussian();
      sum += x;
      product += x * previous;
      previous = x;
    }
    assertThat(sum / n).isCloseTo(0, within(0.03));
    assertThat(product / n).isCloseTo(0, within(0.03));
  }

  private static long first(long seed, String name, long... indices) {
    RandomGenerator stream = new RandomStreams(seed).stream(name, indices);
    return stream.nextLong();
  }
}
