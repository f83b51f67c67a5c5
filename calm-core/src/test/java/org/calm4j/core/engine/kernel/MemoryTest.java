package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MemoryTest {
  private final INDArray matrix = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 6, 4);

  @Test
  void seesTheElementsOfTheArrayItself() {
    Memory memory = Memory.of(matrix);
    assertThat(memory.length()).isEqualTo(24);
    assertThat(memory.get(5)).isEqualTo(5f);
    memory.set(5, 50);
    assertThat(matrix.getFloat(1, 1)).isEqualTo(50f);
  }

  @Test
  void windowsBeginInside() {
    Memory window = Memory.window(matrix, 7, 3);
    assertThat(window.length()).isEqualTo(3);
    assertThat(window.get(0)).isEqualTo(7f);
    assertThat(window.get(2)).isEqualTo(9f);
  }

  @Test
  void viewsOnRowsAreDense() {
    INDArray rows = matrix.get(NDArrayIndex.interval(2, 5), NDArrayIndex.all());
    Memory memory = Memory.of(rows);
    assertThat(memory.get(0)).isEqualTo(8f);
    assertThat(Memory.window(rows, 4, 2).get(1)).isEqualTo(13f);
    memory.set(0, -1);
    assertThat(matrix.getFloat(2, 0)).isEqualTo(-1f);
  }

  @Test
  void copiesInAndOut() {
    Memory memory = Memory.window(matrix, 4, 8);
    memory.put(new float[] {1, 2, 3}, 2);
    assertThat(matrix.getFloat(1, 0)).isEqualTo(1f);
    assertThat(matrix.getFloat(1, 1)).isEqualTo(2f);
    assertThat(matrix.getFloat(1, 2)).isEqualTo(6f);
    memory.copyTo(0, Memory.of(matrix), 20, 2);
    assertThat(matrix.getFloat(5, 1)).isEqualTo(2f);

    INDArray ids = Nd4j.create(DataType.INT32, 5);
    Memory ints = Memory.of(ids);
    ints.put(new int[] {4, 5, 6, 7, 8}, 5);
    ints.setInt(1, -2);
    int[] out = new int[4];
    ints.get(out, 1, 3);
    assertThat(out).containsExactly(0, 4, -2, 6);
    assertThat(ids.getInt(4)).isEqualTo(8);
  }

  @Test
  void refusesWhatKernelsCannotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.of(matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2))))
        .withMessageContaining("dense row-major");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.of(matrix.dup('f')))
        .withMessageContaining("dense row-major");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.of(matrix.castTo(DataType.DOUBLE)))
        .withMessage("kernels work on FLOAT and INT32, got DOUBLE");
  }

  @Test
  void windowsEndInside() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.window(matrix, 20, 5))
        .withMessageContaining("24");
    assertThatIllegalArgumentException().isThrownBy(() -> Memory.window(matrix, -1, 5));
  }
}
