package org.calm4j.lm.ar;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.lm.NextChunks;
import org.calm4j.lm.net.ArGraphs;

/**
 * Texts and the token that follows each of theirs: all that the graph of the loss reads.
 *
 * @param length tokens per text, S
 * @param inputs ids {@code [texts, S]}
 * @param starts first position that each position sees, {@code [texts, S]}
 * @param labels the next token {@code [texts, S]}, negative where none counts
 * @param count labels that count
 */
@SuppressWarnings("ArrayRecordComponent") // a batch; batches are not compared
record NextTokens(int length, int[] inputs, int[] starts, int[] labels, int count) {

  /**
   * A batch of whole texts.
   *
   * @param ids {@code [texts, S + 1]}
   * @param tokensPerText S + 1
   * @param bosId what documents begin with if they are to be told apart, else -1
   */
  static NextTokens of(int[] ids, int tokensPerText, int bosId) {
    NextChunks next = NextChunks.of(ids, null, tokensPerText, 1, bosId);
    int[] inputs = NextChunks.inputs(ids, tokensPerText, 1);
    int[] labels = new int[inputs.length];
    Arrays.fill(labels, NextChunks.MASKED);
    for (int i = 0; i < next.count(); i++) {
      labels[next.predicting()[i]] = next.targets()[i];
    }
    return new NextTokens(tokensPerText - 1, inputs, next.starts(), labels, next.count());
  }

  /** The same texts, filled up with what does not count, so that few plans serve all lengths. */
  NextTokens padded(int longer) {
    return new NextTokens(
        longer,
        filled(inputs, longer, 0),
        filled(starts, longer, 0),
        filled(labels, longer, NextChunks.MASKED),
        count);
  }

  private int[] filled(int[] rows, int longer, int with) {
    int texts = rows.length / length;
    int[] wide = new int[texts * longer];
    Arrays.fill(wide, with);
    for (int text = 0; text < texts; text++) {
      System.arraycopy(rows, text * length, wide, text * longer, length);
    }
    return wide;
  }

  /** Shapes of all placeholders. */
  Map<String, long[]> shapes() {
    return Map.of(
        ArGraphs.IDS, new long[] {inputs.length},
        ArGraphs.POSITIONS, new long[] {inputs.length},
        ArGraphs.STARTS, new long[] {inputs.length / length, length},
        ArGraphs.LABELS, new long[] {inputs.length});
  }

  /** Fills a plan of the loss. */
  void fill(GraphPlan plan) {
    put(plan, ArGraphs.IDS, inputs);
    put(plan, ArGraphs.POSITIONS, IntStream.range(0, inputs.length).map(i -> i % length).toArray());
    put(plan, ArGraphs.STARTS, starts);
    put(plan, ArGraphs.LABELS, labels);
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }
}
