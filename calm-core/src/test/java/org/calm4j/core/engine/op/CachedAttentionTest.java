package org.calm4j.core.engine.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.near;
import static org.calm4j.core.engine.TestArrays.put;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Texts that grow in a cache see what {@link CausalAttention} sees in whole texts. */
class CachedAttentionTest {
  private static final int CAPACITY = 24;

  private final SplittableRandom random = new SplittableRandom(29);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Queries, keys and values of one text, {@code [length, width]} each. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Text(int length, float[] q, float[] k, float[] v) {}

  private Text text(int length, AttentionShape shape) {
    return new Text(
        length,
        values(length * shape.queryWidth()),
        values(length * shape.keyValueWidth()),
        values(length * shape.keyValueWidth()));
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private float[] whole(Text text, AttentionShape shape) {
    SameDiff graph = SameDiff.create();
    SDVariable out =
        new CausalAttention(
                graph,
                input(graph, "q", shape.queryWidth()),
                input(graph, "k", shape.keyValueWidth()),
                input(graph, "v", shape.keyValueWidth()),
                graph.placeHolder("starts", DataType.INT32, -1, -1),
                shape)
            .outputVariable();
    Map<String, long[]> shapes =
        Map.of(
            "q", new long[] {text.length, shape.queryWidth()},
            "k", new long[] {text.length, shape.keyValueWidth()},
            "v", new long[] {text.length, shape.keyValueWidth()},
            "starts", new long[] {1, text.length});
    try (GraphPlan plan = engine.plan(graph, shapes, List.of(out.name()))) {
      put(plan, "q", text.q);
      put(plan, "k", text.k);
      put(plan, "v", text.v);
      put(plan, "starts", new int[text.length]);
      plan.run();
      return floats(plan.output(out.name()));
    }
  }

  private static SDVariable input(SameDiff graph, String name, int width) {
    return graph.placeHolder(name, DataType.FLOAT, -1, width);
  }

  /** Caches of several texts, and how far they are filled. */
  private final class Cache implements AutoCloseable {
    final AttentionShape shape;
    final int[] lengths;
    final INDArray keys;
    final INDArray values;
    final SameDiff graph = SameDiff.create();
    final String out;

    Cache(AttentionShape shape, int rows) {
      this.shape = shape;
      lengths = new int[rows];
      int kv = shape.keyValueHeads();
      int d = shape.headDim();
      // What lies beyond the lengths is never read: it would spoil everything.
      keys = Nd4j.createUninitializedDetached(DataType.FLOAT, rows, kv, d, CAPACITY);
      keys.assign(Float.NaN);
      values = Nd4j.createUninitializedDetached(DataType.FLOAT, rows, kv, CAPACITY, d);
      values.assign(Float.NaN);
      out =
          new CachedAttention(
                  graph,
                  input(graph, "q", shape.queryWidth()),
                  input(graph, "k", shape.keyValueWidth()),
                  input(graph, "v", shape.keyValueWidth()),
                  graph.var("keys", keys),
                  graph.var("values", values),
                  graph.placeHolder("lengths", DataType.INT32, -1),
                  shape)
              .outputVariable()
              .name();
    }

    /** Adds positions to each text, {@code counts[row] <= count} of which are real. */
    float[] append(Text[] texts, int count, int... counts) {
      int rows = lengths.length;
      float[] q = gather(texts, count, counts, shape.queryWidth(), Text::q);
      float[] k = gather(texts, count, counts, shape.keyValueWidth(), Text::k);
      float[] v = gather(texts, count, counts, shape.keyValueWidth(), Text::v);
      Map<String, long[]> shapes =
          Map.of(
              "q", new long[] {(long) rows * count, shape.queryWidth()},
              "k", new long[] {(long) rows * count, shape.keyValueWidth()},
              "v", new long[] {(long) rows * count, shape.keyValueWidth()},
              "lengths", new long[] {rows});
      try (GraphPlan plan = engine.plan(graph, shapes, List.of(out))) {
        put(plan, "q", q);
        put(plan, "k", k);
        put(plan, "v", v);
        put(plan, "lengths", lengths);
        plan.run();
        for (int row = 0; row < rows; row++) {
          lengths[row] += counts[row];
        }
        return floats(plan.output(out));
      }
    }

    /** Real positions, and numbers of no meaning where a text gets fewer than others. */
    private float[] gather(
        Text[] texts,
        int count,
        int[] counts,
        int width,
        java.util.function.Function<Text, float[]> part) {
      float[] all = values(lengths.length * count * width);
      for (int row = 0; row < lengths.length; row++) {
        System.arraycopy(
            part.apply(texts[row]),
            lengths[row] * width,
            all,
            row * count * width,
            counts[row] * width);
      }
      return all;
    }

    @Override
    public void close() {
      keys.close();
      values.close();
    }
  }

  /** Grouped heads, head widths that fill no vector, one by one, several, all at once. */
  @ParameterizedTest
  @CsvSource({"4, 2, 6", "2, 2, 40", "3, 1, 16", "1, 1, 2"})
  void textsOfDifferentLengthsGrowLikeWholeTexts(int heads, int keyValueHeads, int headDim) {
    AttentionShape shape = new AttentionShape(heads, keyValueHeads, headDim);
    Text[] texts = {text(20, shape), text(7, shape), text(13, shape)};
    float[][] expected = new float[3][];
    for (int row = 0; row < 3; row++) {
      expected[row] = whole(texts[row], shape);
    }
    int width = shape.queryWidth();
    for (int most : new int[] {1, 2, 5, 20}) {
      try (Cache cache = new Cache(shape, 3)) {
        for (int round = 0; Arrays.stream(cache.lengths).sum() < 40; round++) {
          int[] before = cache.lengths.clone();
          // Texts pause now and then, and get different numbers of positions.
          int[] counts = new int[3];
          int count = 1;
          for (int row = 0; row < 3; row++) {
            int wanted = (round + row) % 3 == 2 && most < 20 ? 0 : Math.max(1, most - row);
            counts[row] = Math.min(wanted, texts[row].length - before[row]);
            count = Math.max(count, counts[row]);
          }
          float[] out = cache.append(texts, count, counts);
          for (int row = 0; row < 3; row++) {
            near(
                "text " + row + " from " + before[row],
                Arrays.copyOfRange(out, row * count * width, (row * count + counts[row]) * width),
                Arrays.copyOfRange(
                    expected[row], before[row] * width, (before[row] + counts[row]) * width),
                2e-6);
          }
        }
      }
    }
  }

  /** How many positions come at once and who else is in the batch changes no bit. */
  @Test
  void theWayOfFillingDoesNotChangeTheBits() {
    AttentionShape shape = new AttentionShape(4, 2, 20);
    Text text = text(9, shape);
    float[] alone;
    try (Cache cache = new Cache(shape, 1)) {
      alone = cache.append(new Text[] {text}, 9, 9);
    }
    try (Cache cache = new Cache(shape, 2)) {
      Text[] texts = {text(11, shape), text};
      cache.append(texts, 3, 3, 0);
      for (int i = 0; i < 8; i++) {
        float[] out = cache.append(texts, 1, 1, 1);
        int width = shape.queryWidth();
        assertThat(Arrays.copyOfRange(out, width, 2 * width))
            .isEqualTo(Arrays.copyOfRange(alone, i * width, (i + 1) * width));
      }
    }
  }

  @Test
  void aFullCacheIsRefused() {
    AttentionShape shape = new AttentionShape(2, 1, 4);
    Text[] texts = {text(CAPACITY + 1, shape), text(CAPACITY + 1, shape)};
    try (Cache cache = new Cache(shape, 2)) {
      cache.append(texts, CAPACITY, CAPACITY, 3);
      float[] keys = floats(cache.keys);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cache.append(texts, 1, 0, 1))
          .withMessage("1 positions behind %d do not fit a cache of %d", CAPACITY, CAPACITY);
      assertThat(floats(cache.keys)).as("nothing is written then").isEqualTo(keys);
      cache.lengths[0] = CAPACITY - 2;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cache.append(texts, 3, 3, 3))
          .withMessage("3 positions behind %d do not fit a cache of %d", CAPACITY - 2, CAPACITY);
    }
  }

  @Test
  void unevenTextsAreRefused() {
    AttentionShape shape = new AttentionShape(2, 1, 4);
    try (Cache cache = new Cache(shape, 2)) {
      Map<String, long[]> shapes =
          Map.of(
              "q", new long[] {3, shape.queryWidth()},
              "k", new long[] {3, shape.keyValueWidth()},
              "v", new long[] {3, shape.keyValueWidth()},
              "lengths", new long[] {2});
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.plan(cache.graph, shapes, List.of(cache.out)))
          .withMessageContaining("the same number of positions for each of 2 rows, got [3, 8]");
    }
  }

  @Test
  void thereIsNoGradient() {
    AttentionShape shape = new AttentionShape(2, 1, 4);
    try (Cache cache = new Cache(shape, 1)) {
      SDVariable loss = cache.graph.getVariable(cache.out).sum();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Backpropagation.gradients(cache.graph, loss, List.of("keys")))
          .withMessage("cached_attention has no derivative: train with causal_attention");
    }
  }
}
