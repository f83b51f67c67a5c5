package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.calm4j.core.chunk.PositionDecoder;

/** Decodes a known pool and refuses to decode a token twice. */
final class RecordedPool implements PositionDecoder {
  final int[][] pool;
  final Set<Integer> decoded = new HashSet<>();

  RecordedPool(int[][] pool) {
    this.pool = pool;
  }

  @Override
  public int chunks() {
    return pool.length;
  }

  @Override
  public int chunkSize() {
    return pool[0].length;
  }

  @Override
  public int[] decode(int position, int... chunks) {
    assertThat(chunks).isNotEmpty();
    for (int chunk : chunks) {
      assertThat(decoded.add(chunk * chunkSize() + position)).as("decoded twice").isTrue();
    }
    return Arrays.stream(chunks).map(chunk -> pool[chunk][position]).toArray();
  }

  @Override
  public void close() {}
}
