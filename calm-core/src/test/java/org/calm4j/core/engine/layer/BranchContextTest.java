package org.calm4j.core.engine.layer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.op.AttentionShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Branches of a text, fused and composed, against attention in float64 written out. */
class BranchContextTest {
  private static final int CAPACITY = 48;
  private static final int LENGTH = 37;
  private static final int SLOTS = 9;
  private static final int DEPTH = 2;

  private final SplittableRandom random = new SplittableRandom(41);
  private final Engine engine = new Engine(2);
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();

  @AfterEach
  void stop() {
    arrays.values().forEach(INDArray::close);
    engine.close();
  }

  /** What the rows see. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Seen(int[] starts, int[] ends, int[] ancestors) {}

  /** Neighbours and strangers, documents, rows without text, without ancestors, with all. */
  private Seen seen(int rows) {
    int[] starts = new int[rows];
    int[] ends = new int[rows];
    int[] ancestors = new int[rows * DEPTH];
    for (int row = 0; row < rows; row++) {
      ends[row] = row % 5 == 4 ? random.nextInt(LENGTH + 1) : Math.min(LENGTH, 3 * row + 1);
      starts[row] = row % 3 == 2 ? random.nextInt(ends[row] + 1) : 0;
      for (int j = 0; j < DEPTH; j++) {
        ancestors[row * DEPTH + j] = random.nextInt(SLOTS + 1) - 1;
      }
      if (row % 7 == 6) {
        starts[row] = ends[row];
      }
      if (ancestors[row * DEPTH] == ancestors[row * DEPTH + 1]) {
        ancestors[row * DEPTH] = -1;
      }
    }
    return new Seen(starts, ends, ancestors);
  }

  private void fill(AttentionShape shape, int rows) {
    int kv = shape.keyValueHeads();
    int d = shape.headDim();
    arrays.put("q", normal(random, rows, (long) shape.heads() * d));
    arrays.put("k", normal(random, rows, (long) kv * d));
    arrays.put("v", normal(random, rows, (long) kv * d));
    arrays.put("textKeys", normal(random, kv, d, CAPACITY));
    arrays.put("textValues", normal(random, kv, CAPACITY, d));
    arrays.put("branchKeys", normal(random, SLOTS, (long) kv * d));
    arrays.put("branchValues", normal(random, SLOTS, (long) kv * d));
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 16, 25", "6, 2, 10, 25", "8, 1, 64, 3", "2, 2, 32, 1", "4, 2, 64, 40"})
  void likeFloat64(int heads, int keyValueHeads, int headDim, int rows) {
    AttentionShape shape = new AttentionShape(heads, keyValueHeads, headDim);
    fill(shape, rows);
    Seen seen = seen(rows);
    double[] exact = exact(shape, rows, seen);
    for (Spelling spelling : Spelling.values()) {
      near(spelling.name(), run(spelling, shape, rows, seen), exact, 2e-6);
    }
  }

  /** The fused kernel never lets in what nobody sees, be it no number at all. */
  @Test
  void whatIsNotSeenDoesNotMatter() {
    AttentionShape shape = new AttentionShape(4, 2, 16);
    fill(shape, 6);
    int[] none = {-1, 3, -1, -1, 3, 5, -1, -1, -1, -1, -1, -1};
    Seen seen = new Seen(new int[] {0, 0, 2, 0, 0, 20}, new int[] {1, 2, 3, 4, 36, 36}, none);
    float[] before = run(Spelling.FUSED, shape, 6, seen);
    for (int kv = 0; kv < 2; kv++) {
      for (int i = 36; i < CAPACITY; i++) {
        for (int c = 0; c < 16; c++) {
          arrays.get("textKeys").putScalar(kv, c, i, Float.NaN);
          arrays.get("textValues").putScalar(kv, i, c, Float.NaN);
        }
      }
    }
    for (int slot : new int[] {0, 1, 2, 4, 6, 7, 8}) {
      arrays.get("branchKeys").getRow(slot).assign(Float.NaN);
      arrays.get("branchValues").getRow(slot).assign(Float.NaN);
    }
    near("with NaN", run(Spelling.FUSED, shape, 6, seen), before, 0);
  }

  @Test
  void refusals() {
    AttentionShape shape = new AttentionShape(2, 2, 16);
    fill(shape, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fusedRow(shape, 3, 2, -1))
        .withMessage("row 0 cannot see positions 3 to 2 of a text of at most 48");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fusedRow(shape, 0, 49, -1))
        .withMessage("row 0 cannot see positions 0 to 49 of a text of at most 48");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fusedRow(shape, 0, 4, 9))
        .withMessage("row 0 cannot see slot 9 of 9");
    GraphScope scope = new GraphScope(Spelling.FUSED, Map.of());
    SDVariable out = attention(scope, shape);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Backpropagation.gradients(scope.graph(), out.sum(), List.of("textValues")))
        .withMessage("branch_attention has no derivative: train with causal_attention");
  }

  private void fusedRow(AttentionShape shape, int start, int end, int ancestor) {
    int[] ancestors = {-1, ancestor};
    run(Spelling.FUSED, shape, 1, new Seen(new int[] {start}, new int[] {end}, ancestors));
  }

  private SDVariable attention(GraphScope scope, AttentionShape shape) {
    BranchCache cache =
        new BranchCache(
            variable(scope, "textKeys"),
            variable(scope, "textValues"),
            variable(scope, "branchKeys"),
            variable(scope, "branchValues"));
    List<SDVariable> ids = new ArrayList<>();
    for (String name : List.of("positions", "starts", "ends")) {
      ids.add(scope.graph().placeHolder(name, DataType.INT32, -1));
    }
    SDVariable ancestors = scope.graph().placeHolder("ancestors", DataType.INT32, -1, DEPTH);
    BranchContext context =
        new BranchContext(
            ids.get(0), ids.get(1), ids.get(2), ancestors, List.of(cache), CAPACITY, SLOTS, DEPTH);
    SDVariable q = variable(scope, "q");
    return context.attend(scope, 0, q, variable(scope, "k"), variable(scope, "v"), shape);
  }

  private SDVariable variable(GraphScope scope, String name) {
    return scope.graph().var(name, arrays.get(name));
  }

  private float[] run(Spelling spelling, AttentionShape shape, int rows, Seen seen) {
    GraphScope scope = new GraphScope(spelling, Map.of());
    SDVariable out = attention(scope, shape);
    Map<String, long[]> shapes =
        Map.of(
            "starts", new long[] {rows},
            "ends", new long[] {rows},
            "ancestors", new long[] {rows, DEPTH});
    try (GraphPlan plan = engine.plan(scope.graph(), shapes, List.of(out.name()))) {
      put(plan, "starts", seen.starts);
      put(plan, "ends", seen.ends);
      put(plan, "ancestors", seen.ancestors);
      plan.run();
      return floats(plan.output(out.name()));
    }
  }

  private double[] exact(AttentionShape shape, int rows, Seen seen) {
    int d = shape.headDim();
    double[] out = new double[rows * shape.heads() * d];
    for (int row = 0; row < rows; row++) {
      for (int head = 0; head < shape.heads(); head++) {
        int kv = head / (shape.heads() / shape.keyValueHeads());
        List<double[]> keys = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int i = seen.starts[row]; i < seen.ends[row]; i++) {
          double[] key = new double[d];
          double[] value = new double[d];
          for (int c = 0; c < d; c++) {
            key[c] = arrays.get("textKeys").getDouble(kv, c, i);
            value[c] = arrays.get("textValues").getDouble(kv, i, c);
          }
          keys.add(key);
          values.add(value);
        }
        for (int j = 0; j < DEPTH; j++) {
          int slot = seen.ancestors[row * DEPTH + j];
          if (slot >= 0) {
            keys.add(part("branchKeys", slot, kv, d));
            values.add(part("branchValues", slot, kv, d));
          }
        }
        keys.add(part("k", row, kv, d));
        values.add(part("v", row, kv, d));
        mix(part("q", row, head, d), keys, values, out, (row * shape.heads() + head) * d);
      }
    }
    return out;
  }

  private double[] part(String name, int row, int head, int d) {
    double[] part = new double[d];
    for (int c = 0; c < d; c++) {
      part[c] = arrays.get(name).getDouble(row, (long) head * d + c);
    }
    return part;
  }

  private static void mix(
      double[] q, List<double[]> keys, List<double[]> values, double[] out, int at) {
    double[] weights = new double[keys.size()];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      double score = 0;
      for (int c = 0; c < q.length; c++) {
        score += q[c] * keys.get(i)[c];
      }
      weights[i] = Math.exp(score / Math.sqrt(q.length));
      total += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; c < q.length; c++) {
        out[at + c] += weights[i] / total * values.get(i)[c];
      }
    }
  }
}
