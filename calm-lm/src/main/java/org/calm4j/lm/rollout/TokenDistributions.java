package org.calm4j.lm.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Categorical;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.net.BackboneGraphs;
import org.jspecify.annotations.Nullable;

/**
 * The distributions of the next token at branches. Logits exist for a block of branches at a time;
 * the block stays, so that what is asked about the same branches next costs no product. Used by one
 * thread.
 *
 * <p>A row of the block holds exp(logit - largest); p(token) is its share of the row's sum. Checked
 * by {@code ArRolloutsTest}.
 */
final class TokenDistributions implements AutoCloseable {
  /** Floats of a block that are worth keeping: 64 MB. */
  static final int BLOCK = 16 << 20;

  /** Tokens that are added up together, to find a drawn one in few steps. */
  private static final int SEGMENT = 256;

  private final BuiltGraph graph;
  private final BranchStates states;
  private final Engine engine;
  private final int vocabulary;
  private final int hiddenSize;
  private final int most;
  private final int segments;
  private final PlanCache<Integer> plans = new PlanCache<>(16);

  private final int[] held;
  private int count;
  private int[] rowOf = new int[0];
  private @Nullable Memory block;
  private final double[] sums;
  private final double[] squares;

  /** Sums of the segments of each row, {@code [rows, segments]}. */
  private final double[] parts;

  /** Work on a branch whose row is in the block. */
  private interface Use {
    /**
     * Does it.
     *
     * @param exponentials the block
     * @param row the branch's row
     * @param index which of the branches asked for
     */
    void accept(Memory exponentials, int row, int index);
  }

  /**
   * Distributions of a text's branches.
   *
   * @param graph computes {@code logits} from hidden states
   * @param floats size of a block; at least one branch fits
   */
  TokenDistributions(
      ArConfig config, BuiltGraph graph, BranchStates states, Engine engine, int floats) {
    this.graph = graph;
    this.states = states;
    this.engine = engine;
    vocabulary = config.vocabSize();
    hiddenSize = config.backbone().hiddenSize();
    most = Math.max(1, Math.min(1024, floats / vocabulary));
    segments = (vocabulary + SEGMENT - 1) / SEGMENT;
    held = new int[most];
    sums = new double[most];
    squares = new double[most];
    parts = new double[Math.multiplyExact(most, segments)];
  }

  /** Forgets the block: there is another text. */
  void reset() {
    count = 0;
    Arrays.fill(rowOf, -1);
  }

  /** Visits branches, several at a time on the engine's threads. */
  private void visit(int[] branches, int cost, Use use) {
    int known = rowOf.length;
    if (known < states.tree().count()) {
      rowOf = Arrays.copyOf(rowOf, Math.max(2 * known, states.tree().count()));
      Arrays.fill(rowOf, known, rowOf.length, -1);
    }
    for (int from = 0; from < branches.length; ) {
      int first = from;
      int to = from;
      while (to < branches.length && rowOf[branches[to]] >= 0) {
        to++;
      }
      if (to == from) {
        to = load(branches, from);
      }
      Memory exponentials = Objects.requireNonNull(block, "a block was loaded");
      engine
          .kernels()
          .workers()
          .run(
              to - first,
              cost,
              (a, b) -> {
                for (int i = first + a; i < first + b; i++) {
                  use.accept(exponentials, rowOf[branches[i]], i);
                }
              });
      from = to;
    }
  }

  /** Fills the block with branches from one on; returns the first that did not fit. */
  private int load(int[] branches, int from) {
    reset();
    int to = from;
    for (; to < branches.length; to++) {
      if (rowOf[branches[to]] < 0) {
        if (count == most) {
          break;
        }
        rowOf[branches[to]] = count;
        held[count++] = branches[to];
      }
    }
    int rows = Math.min(most, Buckets.of(count));
    GraphPlan plan =
        plans.get(
            rows,
            memory ->
                engine.plan(
                    graph.graph(),
                    Map.of(BackboneGraphs.HIDDEN, new long[] {rows, hiddenSize}),
                    graph.names(),
                    Map.of(),
                    memory));
    states.gather(held, 0, count, plan.input(BackboneGraphs.HIDDEN));
    plan.run();
    Memory logits = Memory.of(plan.output(graph.output("logits")));
    block = logits;
    engine
        .kernels()
        .workers()
        .run(
            count,
            4 * vocabulary,
            (a, b) -> {
              for (int row = a; row < b; row++) {
                exponentials(logits, row);
              }
            });
    return to;
  }

  private void exponentials(Memory logits, int row) {
    RowMath math = engine.kernels().math();
    int at = row * vocabulary;
    float max = math.max(logits, at, vocabulary);
    double sum = 0;
    double square = 0;
    for (int segment = 0; segment < segments; segment++) {
      int first = at + segment * SEGMENT;
      int n = Math.min(SEGMENT, at + vocabulary - first);
      double part = math.expShift(logits, first, max, n);
      parts[row * segments + segment] = part;
      sum += part;
      square += math.dot(logits, first, logits, first, n);
    }
    sums[row] = Categorical.requireFinite(sum);
    squares[row] = square;
  }

  /** How probable tokens are, {@code [branches]}. */
  double[] probabilities(int[] branches, int[] tokens) {
    double[] result = new double[branches.length];
    visit(branches, 1, (e, row, i) -> result[i] = e.get(row * vocabulary + tokens[i]) / sums[row]);
    return result;
  }

  /** Sums of squared probabilities, {@code [branches]}. */
  double[] collisions(int[] branches) {
    double[] result = new double[branches.length];
    visit(branches, 1, (e, row, i) -> result[i] = squares[row] / (sums[row] * sums[row]));
    return result;
  }

  /**
   * Draws tokens: the first whose cumulative probability is above a number in [0, 1).
   *
   * @param uniforms {@code [branches, samples]}
   * @return {@code [branches, samples]}
   */
  int[] draw(int[] branches, int samples, double[] uniforms) {
    int[] tokens = new int[branches.length * samples];
    visit(
        branches,
        samples * (segments + SEGMENT),
        (e, row, i) -> {
          for (int s = i * samples; s < (i + 1) * samples; s++) {
            tokens[s] = token(e, row, uniforms[s] * sums[row]);
          }
        });
    return tokens;
  }

  private int token(Memory exponentials, int row, double target) {
    int segment = 0;
    double before = 0;
    while (segment < segments - 1 && before + parts[row * segments + segment] <= target) {
      before += parts[row * segments + segment++];
    }
    int first = segment * SEGMENT;
    int end = Math.min(vocabulary, first + SEGMENT);
    int last = first;
    for (int token = first; token < end; token++) {
      float value = exponentials.get(row * vocabulary + token);
      before += value;
      if (target < before) {
        return token;
      }
      last = value > 0 ? token : last; // sums differ in their last bits
    }
    return last;
  }

  /** Where the time goes: the plan used last. */
  List<PlanReport> reports() {
    return List.of(plans.latest().report());
  }

  @Override
  public void close() {
    plans.close();
  }
}
