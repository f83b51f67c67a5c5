package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.chunk.PositionDecoder;
import org.junit.jupiter.api.Test;

class PrefixMatchTest {

  /** Chunks in a table; remembers what was asked for. */
  private static final class Table implements PositionDecoder {
    final int[][] chunks;
    final List<String> asked = new ArrayList<>();

    Table(int[]... chunks) {
      this.chunks = chunks;
    }

    @Override
    public int chunks() {
      return chunks.length;
    }

    @Override
    public int chunkSize() {
      return chunks[0].length;
    }

    @Override
    public int[] decode(int position, int... indices) {
      requireInside(position, indices);
      asked.add(position + ": " + Arrays.toString(indices));
      return Arrays.stream(indices).map(i -> chunks[i][position]).toArray();
    }

    @Override
    public void close() {
      throw new AssertionError("not ours to close");
    }
  }

  private final Table table =
      new Table(
          new int[] {9, 9, 9},
          new int[] {1, 9, 9},
          new int[] {1, 2, 9},
          new int[] {9, 2, 3},
          new int[] {1, 2, 3});

  @Test
  void findsAllThatBeginSo() {
    PrefixMatch match = PrefixMatch.of(table, 1, 2);
    assertThat(match.matching()).containsExactly(2, 4);
    assertThat(match.indices()).containsExactly(2, 4);
    assertThat(match.closest()).isEqualTo(2);
    // Those that have lost are not decoded any further.
    assertThat(table.asked).containsExactly("0: [0, 1, 2, 3, 4]", "1: [1, 2, 4]");
  }

  @Test
  void theFirstThatAgreesLongestIsClosest() {
    assertThat(PrefixMatch.of(table, 1, 2, 7)).isEqualTo(new PrefixMatch(List.of(), 2));
    assertThat(PrefixMatch.of(table, 1, 7, 3)).isEqualTo(new PrefixMatch(List.of(), 1));
    assertThat(PrefixMatch.of(table, 7, 2, 3)).isEqualTo(new PrefixMatch(List.of(), 0));
  }

  @Test
  void withoutAPrefixAllMatch() {
    PrefixMatch match = PrefixMatch.of(table);
    assertThat(match.indices()).containsExactly(0, 1, 2, 3, 4);
    assertThat(match.closest()).isZero();
    assertThat(table.asked).isEmpty();
  }

  @Test
  void chosenPositionsAreThoseOfTheWhole() {
    ChosenPositions chosen = new ChosenPositions(table, 4, 1);
    assertThat(chosen.chunks()).isEqualTo(2);
    assertThat(chosen.chunkSize()).isEqualTo(3);
    assertThat(chosen.decode(1, 0, 1, 0)).containsExactly(2, 9, 2);
    assertThat(table.asked).containsExactly("1: [4, 1, 4]");
    chosen.close(); // leaves the table open
  }
}
