package org.calm4j.core.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.ints;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.RowMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products of a few rows go past the backend: the same numbers, whoever computes them. */
class FewRowsTest {
  private final SplittableRandom random = new SplittableRandom(23);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9})
  void theBackendsProductIsTheSame(int rows) {
    try (Engine engine = new Engine(2)) {
      for (int in : new int[] {1, 20, 64, 515}) {
        for (int out : new int[] {1, 7, 300}) {
          INDArray x = normal(random, rows, in);
          INDArray w = normal(random, out, in);
          INDArray b = normal(random, out);
          INDArray y = Nd4j.create(DataType.FLOAT, rows, out);
          INDArray expected = Nd4j.create(DataType.FLOAT, rows, out);
          try (NativeProduct product = new NativeProduct(x, false, w, true, expected, false)) {
            product.run();
          }
          new FewRowsProduct(engine.kernels(), x, w, null, y).run();
          near("without bias", floats(y), floats(expected), 3e-6);
          new FewRowsProduct(engine.kernels(), x, w, b, y).run();
          near("with bias", floats(y), floats(expected.addRowVector(b)), 3e-6);
        }
      }
    }
  }

  @Test
  void onlyFewRowsGoThatWay() {
    try (Engine engine = new Engine(1)) {
      INDArray w = normal(random, 3, 4);
      int few = engine.kernels().math().fewRows();
      assertThat(few).isEqualTo(RowMath.vectorized() ? 4 : 0);
      assertThat(FewRowsProduct.suits(engine.kernels(), Math.max(1, few), w)).isEqualTo(few > 0);
      assertThat(FewRowsProduct.suits(engine.kernels(), few + 1, w)).isFalse();
    }
  }

  /** Threads split the rows of the weight; the result does not show where. */
  @Test
  void threadsDoNotChangeTheBits() {
    INDArray x = normal(random, 5, 515);
    INDArray w = normal(random, 301, 515);
    float[] expected = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Engine engine = new Engine(threads)) {
        INDArray y = Nd4j.create(DataType.FLOAT, 5, 301);
        new FewRowsProduct(engine.kernels(), x, w, null, y).run();
        expected = expected == null ? floats(y) : expected;
        assertThat(floats(y)).isEqualTo(expected);
      }
    }
  }

  /** Small integers: products are exact and many are equal, so the lowest id has to win. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9})
  void theLowestOfEqualLogitsWins(int rows) {
    int vocabulary = 9001; // more than a block of columns, and a rest
    INDArray h = integers(rows, 3);
    INDArray table = integers(vocabulary, 3);
    SameDiff graph = SameDiff.create();
    SDVariable best =
        new TiedArgmax(graph, graph.var("h", h), graph.var("table", table)).outputVariable();
    float[] hidden = floats(h);
    float[] embeddings = floats(table);
    int[] expected = new int[rows];
    for (int i = 0; i < rows; i++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int v = 0; v < vocabulary; v++) {
        float logit = 0;
        for (int j = 0; j < 3; j++) {
          logit += hidden[3 * i + j] * embeddings[3 * v + j];
        }
        if (logit > max) {
          max = logit;
          expected[i] = v;
        }
      }
    }
    try (Engine engine = new Engine(2);
        GraphPlan plan = engine.plan(graph, Map.of(), List.of(best.name()))) {
      plan.run();
      assertThat(ints(plan.output(best.name()))).as(Arrays.toString(hidden)).isEqualTo(expected);
    }
  }

  private INDArray integers(int rows, int width) {
    INDArray array = Nd4j.create(DataType.FLOAT, rows, width);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, random.nextInt(-20, 21));
    }
    return array;
  }
}
