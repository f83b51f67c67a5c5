package org.calm4j.core.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What computes before the compiler is ready has the bits of what computes afterwards. */
class EarlyKernelsTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @BeforeEach
  void onlyWithVectors() {
    Assumptions.assumeTrue(RowMath.vectorized(), "needs the module jdk.incubator.vector");
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }

  private Memory memory(int count) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    Memory memory = Memory.of(bytes);
    memory.put(values(count), count);
    return memory;
  }

  private static float[] read(Memory memory) {
    float[] values = new float[memory.length()];
    memory.get(0, values, 0, values.length);
    return values;
  }

  @Test
  void productsOfFewRows() {
    int out = 9;
    for (int rows = 1; rows <= 5; rows++) {
      for (int n : new int[] {1, 7, 16, 31, 48, 64, 80, 129, 531}) {
        Memory x = memory(rows * n);
        Memory w = memory(out * n);
        Memory late = memory(rows * out);
        Memory early = memory(rows * out);
        early.put(read(late), rows * out);
        FewRows.products(late, out, x, rows, w, 1, 8, n);
        EarlyRows.products(early, out, x, rows, w, 1, 8, n);
        assertThat(read(early)).as("%d rows of %d", rows, n).isEqualTo(read(late));
      }
    }
  }

  @Test
  void tiles() {
    VectorTiles tiles = new VectorTiles();
    int columns = tiles.columns();
    float[] late = new float[Tiles.ROWS * columns];
    float[] early = values(late.length);
    for (int depth : new int[] {0, 1, 5, 64, 256}) {
      float[] a = values(3 + Math.max(Tiles.ROWS * Tiles.ROW, 256 * Tiles.STEP));
      float[] b = values(7 + depth * columns);
      tiles.multiply(a, 3, b, 7, depth, late);
      EarlyTiles.multiply(a, 3, b, 7, depth, early, columns);
      assertThat(early).as("depth %d", depth).isEqualTo(late);
      tiles.multiplyTurned(a, 3, b, 7, depth, late);
      EarlyTiles.multiplyTurned(a, 3, b, 7, depth, early, columns);
      assertThat(early).as("turned, depth %d", depth).isEqualTo(late);
    }
  }

  /** A function of rows: of y, which it may change, a, b and c; what it returns goes to y[0]. */
  private interface Rows {
    float apply(RowMath math, Memory y, Memory a, Memory b, Memory c, int n);
  }

  /** Without a result. */
  private interface Changes {
    void apply(RowMath math, Memory y, Memory a, Memory b, Memory c, int n);
  }

  private static Rows changes(Changes changes) {
    return (math, y, a, b, c, n) -> {
      changes.apply(math, y, a, b, c, n);
      return 0;
    };
  }

  static Stream<Named<Rows>> functions() {
    return Stream.of(
        Named.of("dot", (m, y, a, b, c, n) -> m.dot(a, 1, b, 2, n)),
        Named.of("sum", (m, y, a, b, c, n) -> m.sum(a, 1, n)),
        Named.of("centeredSquares", (m, y, a, b, c, n) -> m.centeredSquares(a, 1, 0.3f, n)),
        Named.of("expShift", (m, y, a, b, c, n) -> m.expShift(y, 3, 0.7f, n)),
        Named.of("max", (m, y, a, b, c, n) -> n == 0 ? 0 : m.max(a, 1, n)),
        Named.of("scale", changes((m, y, a, b, c, n) -> m.scale(y, 3, 0.7f, n))),
        Named.of("add", changes((m, y, a, b, c, n) -> m.add(y, 3, a, 1, b, 2, n))),
        Named.of("axpy", changes((m, y, a, b, c, n) -> m.axpy(y, 3, a, 1, 0.7f, n))),
        Named.of("mul", changes((m, y, a, b, c, n) -> m.mul(y, 3, a, 1, b, 2, 0.7f, n))),
        Named.of(
            "mulPlus",
            changes((m, y, a, b, c, n) -> m.mulPlus(y, 3, a, 1, b, 2, 0.7f, c, 0, 1.1f, n))),
        Named.of("swiGlu", changes((m, y, a, b, c, n) -> m.swiGlu(y, 3, a, 1, b, 2, n))),
        Named.of("silu", changes((m, y, a, b, c, n) -> m.silu(y, 3, a, 1, n))),
        Named.of(
            "normalize",
            changes((m, y, a, b, c, n) -> m.normalize(y, 3, a, 1, 0.3f, 0.7f, b, c, n))),
        Named.of("combine", changes((m, y, a, b, c, n) -> m.combine(y, 3, c, 0, a, 1, 5, 6, n))),
        Named.of("rotate", changes((m, y, a, b, c, n) -> m.rotate(y, 3, a, 1, b, c, 0, 1, n))));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionsOfRows(Rows function) {
    RowMath late = new VectorRowMath();
    RowMath early = new WarmingRowMath();
    for (int n : IntStream.concat(IntStream.rangeClosed(0, 70), IntStream.of(129, 300)).toArray()) {
      int size = 2 * n + 40;
      Memory a = memory(size);
      Memory b = memory(size);
      Memory c = memory(size);
      Memory one = memory(size);
      Memory other = memory(size);
      other.put(read(one), size);
      one.set(0, function.apply(late, one, a, b, c, n));
      other.set(0, function.apply(early, other, a, b, c, n));
      assertThat(read(other)).as("length %d", n).isEqualTo(read(one));
    }
  }

  /** And the switch happens: the time without vectors ends by itself, on a busy machine too. */
  @Test
  void warmingUpEnds() throws InterruptedException {
    WarmUp warmUp = new WarmUp();
    assertThat(warmUp.rows()).as("at the start").isFalse();
    warmUp.worked(1000);
    Thread.sleep(50);
    assertThat(warmUp.rows()).as("after little work").isFalse();
    warmUp.worked(1_000_000_000);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!warmUp.rows() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(warmUp.rows()).isTrue();
  }
}
