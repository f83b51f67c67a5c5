package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NextChunksTest {
  private static final int BOS = 1;
  private static final int EOS = 2;
  private static final int PAD = 3;
  private static final int NONE = -1;

  /** Two texts of four chunks of two; a document begins inside the first, one with the second. */
  private static final int[] IDS = {
    10, 11, 12, EOS, BOS, 13, 14, 15, //
    BOS, 20, 21, EOS, BOS, EOS, BOS, 22
  };

  private static int[] labels(int... masked) {
    int[] labels = IDS.clone();
    for (int i : masked) {
      labels[i] = NextChunks.MASKED;
    }
    return labels;
  }

  @Test
  void everyPositionPredictsTheNextChunkIfAllIsOneDocument() {
    NextChunks next = NextChunks.of(IDS, null, 4, 2, NONE);
    assertThat(next.starts()).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(next.predicting()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(next.targets())
        .containsExactly(12, EOS, BOS, 13, 14, 15, 21, EOS, BOS, EOS, BOS, 22);
    assertThat(next.count()).isEqualTo(6);
  }

  @Test
  void documentsSeeThemselvesOnlyAndTheirFirstChunkIsNoTarget() {
    NextChunks next = NextChunks.of(IDS, null, 4, 2, BOS);
    assertThat(next.starts()).containsExactly(0, 0, 2, 0, 0, 2);
    // Positions 1, 4 and 5 stand before the first chunk of a document.
    assertThat(next.predicting()).containsExactly(0, 2, 3);
    assertThat(next.targets()).containsExactly(12, EOS, 14, 15, 21, EOS);
    assertThat(next.count()).isEqualTo(3);
  }

  /** The id of a BOS inside a chunk begins nothing. */
  @Test
  void documentsBeginWithChunks() {
    NextChunks next = NextChunks.of(new int[] {5, BOS, 6, BOS, BOS, 7}, null, 3, 2, BOS);
    assertThat(next.starts()).containsExactly(0, 0);
    assertThat(next.predicting()).containsExactly(0);
    assertThat(next.targets()).containsExactly(6, BOS);
  }

  @Test
  void aChunkWithoutLabelsIsLeftOut() {
    NextChunks next = NextChunks.of(IDS, labels(2, 3, 14, 15), 4, 2, NONE);
    assertThat(next.predicting()).containsExactly(1, 2, 3, 4);
    assertThat(next.targets()).containsExactly(BOS, 13, 14, 15, 21, EOS, BOS, EOS);
  }

  /** The published code pairs positions and targets wrongly from such a chunk on. */
  @Test
  void aChunkWithSomeLabelsIsLeftOutAndTheOtherPairsStay() {
    int[] whole = NextChunks.of(IDS, null, 4, 2, NONE).targets();
    for (int chunk = 1; chunk < 8; chunk++) {
      if (chunk == 4) {
        continue; // the first of the second text is predicted by nobody
      }
      int left = chunk < 4 ? chunk - 1 : chunk - 2;
      for (int place = 0; place < 2; place++) {
        NextChunks next = NextChunks.of(IDS, labels(2 * chunk + place), 4, 2, NONE);
        assertThat(next.predicting()).hasSize(5).doesNotContain(left).isSorted();
        for (int i = 0; i < 5; i++) {
          int row = next.predicting()[i];
          assertThat(Arrays.copyOfRange(next.targets(), 2 * i, 2 * i + 2))
              .isEqualTo(Arrays.copyOfRange(whole, 2 * row, 2 * row + 2));
        }
        assertThat(next.starts()).containsOnly(0);
      }
    }
  }

  /** What positions see does not depend on labels; inputs have none. */
  @Test
  void labelsOfInputsMaskNothing() {
    assertThat(NextChunks.of(IDS, labels(0, 1, 8, 9), 4, 2, NONE).predicting())
        .containsExactly(0, 1, 2, 3, 4, 5);
    NextChunks masked = NextChunks.of(IDS, labels(4, 5), 4, 2, BOS);
    assertThat(masked.starts()).containsExactly(0, 0, 2, 0, 0, 2);
    assertThat(masked.predicting()).containsExactly(0, 2, 3);
  }

  /** Generation learns to stop by the last chunk of a document, which is filled up. */
  @Test
  void paddingIsNoMask() {
    NextChunks next = NextChunks.of(new int[] {BOS, 5, EOS, PAD, PAD, PAD}, null, 3, 2, BOS);
    assertThat(next.predicting()).containsExactly(0, 1);
    assertThat(next.targets()).containsExactly(EOS, PAD, PAD, PAD);
  }

  @Test
  void maybeNothingCounts() {
    NextChunks next = NextChunks.of(new int[] {BOS, BOS, BOS}, null, 3, 1, BOS);
    assertThat(next.count()).isZero();
    assertThat(next.targets()).isEmpty();
    assertThat(next.starts()).containsExactly(0, 1);
  }

  @Test
  void inputsAreAllChunksButTheLastOfEachText() {
    assertThat(NextChunks.inputs(IDS, 4, 2))
        .containsExactly(10, 11, 12, EOS, BOS, 13, BOS, 20, 21, EOS, BOS, EOS);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextChunks.of(new int[15], null, 4, 2, NONE))
        .withMessage(
            "a batch must hold whole texts of at least 2 chunks,"
                + " got 15 ids for texts of 4 chunks of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextChunks.of(new int[0], null, 4, 2, NONE))
        .withMessageContaining("got 0 ids");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextChunks.of(new int[16], null, 1, 2, NONE))
        .withMessageContaining("got 16 ids for texts of 1 chunks of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextChunks.of(new int[16], new int[8], 4, 2, NONE))
        .withMessage("every id needs a label, got 8 labels for 16 ids");
  }
}
