package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that the engine's tests are fed with. */
public final class TestArrays {
  private TestArrays() {}

  /** Standard normal values. */
  public static INDArray normal(SplittableRandom random, long... shape) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, (float) random.nextGaussian());
    }
    return array;
  }

  /** All values in row-major order; a copy. */
  public static float[] floats(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  /** All values in row-major order; a copy. */
  public static int[] ints(INDArray array) {
    return array.reshape(array.length()).toIntVector();
  }

  /** Fills a placeholder. */
  public static void put(GraphPlan plan, String placeholder, float... values) {
    Memory.of(plan.input(placeholder)).put(values, values.length);
  }

  /** Fills a placeholder of ids. */
  public static void put(GraphPlan plan, String placeholder, int... values) {
    Memory.of(plan.input(placeholder)).put(values, values.length);
  }

  /** Largest difference at most {@code tolerance} times the largest expected entry. */
  public static void near(String what, float[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = 1e-30;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      assertThat(difference <= tolerance * scale)
          .as("%s at %d: got %s, expected %s", what, i, actual[i], expected[i])
          .isTrue();
    }
  }

  /** The same for floats. */
  public static void near(String what, float[] actual, float[] expected, double tolerance) {
    double[] doubles = new double[expected.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = expected[i];
    }
    near(what, actual, doubles, tolerance);
  }
}
