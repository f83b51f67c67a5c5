package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.engine.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LazyCandidatesTest {
  private final Engine engine = new Engine(2);
  private final ChunkCodec codec = GoldenCodec.open(engine);
  private final List<Integer> drawn = new ArrayList<>();

  @AfterEach
  void stop() {
    codec.close();
    engine.close();
  }

  /** Different vectors for every draw. */
  private ChunkVectors draw(int block, int count) {
    drawn.add(count);
    ChunkVectors vectors = ChunkVectors.create(count, codec.latentSize());
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < codec.latentSize(); j++) {
        vectors.array().putScalar(i, j, Math.sin(block * 1000 + i * 37 + j * (i + 1)));
      }
    }
    return vectors;
  }

  private int[] decoded(int block, int count, int position, int... members) {
    try (ChunkVectors vectors = draw(block, count);
        PositionDecoder decoder = codec.positions(vectors)) {
      return decoder.decode(position, members);
    }
  }

  @Test
  void drawsAFewAndThenTheRest() {
    try (LazyCandidates candidates = new LazyCandidates(codec, 30, 4, this::draw)) {
      assertThat(candidates.chunks()).isEqualTo(30);
      assertThat(candidates.chunkSize()).isEqualTo(codec.chunkSize());
      assertThat(drawn).isEmpty();

      int[] few = candidates.decode(0, 17, 3, 29);
      assertThat(drawn).containsExactly(4);
      // Whoever is asked for first has the first draw, and keeps it.
      assertThat(few).isEqualTo(decoded(0, 4, 0, 0, 1, 2));
      assertThat(candidates.decode(2, 29, 17)).isEqualTo(decoded(0, 4, 2, 2, 0));

      drawn.clear();
      int[] more = candidates.decode(1, 3, 5, 6, 17);
      assertThat(drawn).containsExactly(26);
      int[] first = decoded(0, 4, 1, 1, 3, 0);
      assertThat(more).containsExactly(first[0], first[1], decoded(1, 26, 1, 0)[0], first[2]);

      drawn.clear();
      candidates.decode(0, 0, 1, 2);
      assertThat(drawn).isEmpty();
    }
  }

  @Test
  void fewerCandidatesThanAreDrawnAtFirst() {
    try (LazyCandidates candidates = new LazyCandidates(codec, 3, 8, this::draw)) {
      assertThat(candidates.decode(0, 0, 1, 2)).isEqualTo(decoded(0, 3, 0, 0, 1, 2));
      assertThat(drawn).containsOnly(3);
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    try (LazyCandidates candidates = new LazyCandidates(codec, 3, 8, this::draw)) {
      assertThatThrownBy(() -> candidates.decode(0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(drawn).isEmpty();
    }
  }
}
