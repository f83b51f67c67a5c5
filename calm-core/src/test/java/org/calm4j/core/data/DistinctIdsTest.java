package org.calm4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.calm4j.core.engine.kernel.Memory;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DistinctIdsTest {
  private static final int ROOM = 64;
  private static final int UNTOUCHED = -77;

  private final INDArray ids = Nd4j.create(DataType.INT32, ROOM);
  private final INDArray indices = Nd4j.create(DataType.INT32, ROOM);

  private int[] ids(DistinctIds distinct) {
    write(distinct);
    return ids.toIntVector();
  }

  private int[] indices(DistinctIds distinct) {
    write(distinct);
    return indices.toIntVector();
  }

  private void write(DistinctIds distinct) {
    ids.assign(UNTOUCHED);
    indices.assign(UNTOUCHED);
    distinct.write(Memory.of(ids), Memory.of(indices));
  }

  /** Values, and behind them what was there before. */
  private static int[] padded(int... values) {
    int[] all = Arrays.copyOf(values, ROOM);
    Arrays.fill(all, values.length, ROOM, UNTOUCHED);
    return all;
  }

  @Test
  void everyIdOnceInOrderOfAppearanceAndPaddedToTheBucket() {
    DistinctIds distinct = new DistinctIds(10, 4);
    assertThat(distinct.take(new int[] {7, 3, 7, 9, 0, 3, 2}, 7, 0)).isEqualTo(8);
    assertThat(ids(distinct)).isEqualTo(padded(7, 3, 9, 0, 2, 0, 0, 0));
    assertThat(indices(distinct)).isEqualTo(padded(0, 1, 0, 2, 3, 1, 4));
  }

  @Test
  void aFullBucketGetsNoPadding() {
    DistinctIds distinct = new DistinctIds(10, 2);
    assertThat(distinct.take(new int[] {5, 4, 4, 5}, 4, 0)).isEqualTo(2);
    assertThat(ids(distinct)).isEqualTo(padded(5, 4));
    assertThat(indices(distinct)).isEqualTo(padded(0, 1, 1, 0));
  }

  @Test
  void onlyAsManyAsCountAreRead() {
    DistinctIds distinct = new DistinctIds(10, 1);
    assertThat(distinct.take(new int[] {5, 4, 99}, 2, 0)).isEqualTo(2);
    assertThat(indices(distinct)).isEqualTo(padded(0, 1));
    assertThat(distinct.take(new int[] {99}, 0, 0)).isZero();
    assertThat(ids(distinct)).isEqualTo(padded());
  }

  /** Nothing of a batch before shows: neither its places nor its ids behind the new ones. */
  @Test
  void batchesFollowEachOther() {
    SplittableRandom random = new SplittableRandom(3);
    DistinctIds distinct = new DistinctIds(40, 8);
    for (int batch = 0; batch < 200; batch++) {
      int[] tokens = random.ints(random.nextInt(1, ROOM), 0, random.nextInt(1, 41)).toArray();
      int[] once = Arrays.stream(tokens).distinct().toArray();
      int rows = distinct.take(tokens, tokens.length, 0);
      assertThat(rows).isEqualTo((once.length + 7) / 8 * 8);
      assertThat(ids(distinct)).isEqualTo(padded(Arrays.copyOf(once, rows)));
      int[] places = indices(distinct);
      for (int i = 0; i < tokens.length; i++) {
        assertThat(once[places[i]]).isEqualTo(tokens[i]);
      }
    }
  }

  @Test
  void idsOutsideTheVocabularyAreRefused() {
    DistinctIds distinct = new DistinctIds(10, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distinct.take(new int[] {1, 2, 10}, 3, 0))
        .withMessage(
            "id 10 at position 2 lies outside the vocabulary of 10:"
                + " was the text encoded with this model's tokenizer?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> distinct.take(new int[] {-1}, 1, 0))
        .withMessageStartingWith("id -1 at position 0 lies outside");
    assertThat(distinct.take(new int[] {9}, 1, 0)).isEqualTo(4);
    assertThat(ids(distinct)).isEqualTo(padded(9, 0, 0, 0));
  }
}
