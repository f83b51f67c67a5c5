package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NoiseBlocksTest {
  private static final long KEY = new RandomStreams(3).key("noise", 1, 2);

  @Test
  void threadsDoNotShow() {
    for (int rows : new int[] {1, 1637, 4096}) {
      INDArray normals = Nd4j.create(rows, 51);
      INDArray uniforms = Nd4j.create(rows, 51);
      NoiseMath.best().normals(Memory.of(normals), 0, rows * 51, KEY, 0);
      NoiseMath.best().uniforms(Memory.of(uniforms), 0, rows * 51, KEY, 0, -0.5f);
      for (int threads : new int[] {1, 2, 3, 7}) {
        for (NoiseMath math : new NoiseMath[] {NoiseMath.best(), new PlainNoiseMath()}) {
          try (Workers workers = new Workers(threads)) {
            NoiseBlocks noise = new NoiseBlocks(math, workers);
            INDArray array = Nd4j.create(rows, 51);
            noise.normals(array, KEY);
            assertThat(floats(array)).isEqualTo(floats(normals));
            noise.uniforms(array, KEY, -0.5f);
            assertThat(floats(array)).isEqualTo(floats(uniforms));
          }
        }
      }
    }
  }

  private static float[] floats(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  @Test
  void viewsAreFilledAndNothingAround() {
    try (Workers workers = new Workers(2)) {
      INDArray whole = Nd4j.zeros(DataType.FLOAT, 4, 30_000);
      INDArray rows = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
      new NoiseBlocks(workers).uniforms(rows, KEY, 1);
      assertThat(whole.getRow(0).maxNumber().floatValue()).isZero();
      assertThat(whole.getRow(3).maxNumber().floatValue()).isZero();
      assertThat(rows.minNumber().floatValue()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void otherKeysGiveOtherNumbers() {
    try (Workers workers = new Workers(1)) {
      INDArray one = Nd4j.create(100);
      INDArray other = Nd4j.create(100);
      new NoiseBlocks(workers).normals(one, KEY);
      new NoiseBlocks(workers).normals(other, KEY + 1);
      assertThat(one.toFloatVector()).isNotEqualTo(other.toFloatVector());
    }
  }

  @Test
  void refusesOtherTypesAndEmptyIntervals() {
    try (Workers workers = new Workers(2)) {
      NoiseBlocks noise = new NoiseBlocks(workers);
      assertThatThrownBy(() -> noise.normals(Nd4j.create(DataType.INT32, 3), KEY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("noise needs a FLOAT array, got INT");
      assertThatThrownBy(() -> noise.uniforms(Nd4j.create(50_000), KEY, Float.NaN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NaN");
      assertThatThrownBy(() -> noise.normals(Nd4j.create(4, 3).transpose(), KEY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
