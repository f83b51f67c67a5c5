package org.calm4j.lm.rollout;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.net.BackboneGraphs;
import org.calm4j.lm.net.RolloutGraphs;
import org.calm4j.lm.net.RolloutGraphs.Remembered;

/**
 * Makes the graphs of a model in a spelling, and knows what a graph depends on: composed ones on
 * lengths and depths, fused ones on shapes alone, so that one of them serves all. Immutable.
 */
final class BranchGraphs {
  private final boolean fused;
  private final BackboneGraphs any;
  private final IntFunction<BackboneGraphs> byLength;

  /**
   * Graphs of a model.
   *
   * @param spelling how layers are written
   * @param byLength the model's graphs for texts of so many positions
   */
  BranchGraphs(Spelling spelling, IntFunction<BackboneGraphs> byLength) {
    this.fused = spelling == Spelling.FUSED;
    this.any = byLength.apply(1);
    this.byLength = byLength;
  }

  /** Tokens per chunk, K. */
  int chunkSize() {
    return any.chunkSize();
  }

  /** Sizes of the backbone. */
  BackboneConfig backbone() {
    return any.config();
  }

  /** What tells text graphs apart. */
  int textLength(int rows) {
    return fused ? 1 : rows;
  }

  /** What tells branch graphs apart. */
  int depth(int depth) {
    return fused ? 1 : depth;
  }

  BuiltGraph text(int length) {
    return new RolloutGraphs(byLength.apply(length)).text();
  }

  BuiltGraph branches(List<Remembered> remembered, int depth) {
    return new RolloutGraphs(any).branches(remembered, depth);
  }

  /** Shapes of what the input of positions is read from; more may be added. */
  Map<String, long[]> inputShapes(long positions) {
    return any.inputShapes(positions);
  }

  /** Writes chunks into a plan that may have room for more of them. */
  void putInputs(GraphPlan plan, int... ids) {
    any.putInputs(plan, ids);
  }
}
