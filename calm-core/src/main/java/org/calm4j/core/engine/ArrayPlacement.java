package org.calm4j.core.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.op.FusedOp;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where the arrays of a plan live: who may share memory with whom, by first and last use. An output
 * takes over the memory of an input that dies with its op, if the op can work in place; a reshape
 * is another view of the same place.
 */
final class ArrayPlacement {
  private final List<SameDiffOp> order;
  private final Set<String> read;
  private final Collection<String> outputs;
  private final ShapeInference shapes;
  private final ArenaLayout layout = new ArenaLayout();
  private final Map<String, ArenaLayout.Block> blocks = new HashMap<>();
  private final Map<String, ArenaLayout.Block> scratch = new HashMap<>();
  private final Map<ArenaLayout.Block, INDArray> external = new HashMap<>();

  /**
   * Works out lifetimes.
   *
   * @param order the ops in the order of execution
   * @param read names of the arrays that an op or the caller reads
   * @param outputs names of the arrays that the caller reads after the last op
   * @param shapes shapes of all arrays
   * @param targets arrays of the caller's that some outputs are to be written into
   */
  ArrayPlacement(
      List<SameDiffOp> order,
      Set<String> read,
      Collection<String> outputs,
      ShapeInference shapes,
      Map<String, INDArray> targets) {
    this.order = order;
    this.read = read;
    this.outputs = outputs;
    this.shapes = shapes;
    lifetimes();
    useTargets(targets);
  }

  /** Gives every array of the arena its place; returns the bytes needed. */
  long layOut() {
    return layout.place();
  }

  /** Makes all arrays; those that live outside the arena are added to the owned ones. */
  void place(INDArray arena, Map<String, INDArray> arrays, List<INDArray> owned) {
    blocks.forEach(
        (name, block) -> {
          INDArray memory = external.getOrDefault(block, arena);
          long offset = block.isElsewhere() ? memory.offset() : block.offset() / Float.BYTES;
          arrays.put(name, ShapeInference.view(memory, shapes.shape(name), offset));
        });
    for (SameDiffOp op : order) {
      for (String output : op.getOutputsOfOp()) {
        if (!blocks.containsKey(output)
            && (!(op.getOp() instanceof FusedOp) || read.contains(output))) {
          INDArray array =
              Nd4j.createUninitializedDetached(shapes.type(output), shapes.shape(output));
          arrays.put(output, array);
          owned.add(array);
        }
      }
    }
  }

  /** Room that an op asked for, null if it needs none. */
  @Nullable INDArray scratch(SameDiffOp op, INDArray arena) {
    ArenaLayout.Block room = scratch.get(op.getName());
    return room == null
        ? null
        : ShapeInference.view(
            arena, new long[] {shapes.scratchLength(op)}, room.offset() / Float.BYTES);
  }

  /** A reshape of an array of the arena: the same bytes under another shape. */
  boolean isAlias(SameDiffOp op) {
    return op.getOp() instanceof Reshape && blocks.containsKey(op.getInputsToOp().get(0));
  }

  private void lifetimes() {
    Map<String, Integer> lastUse = new HashMap<>();
    for (int step = 0; step < order.size(); step++) {
      for (String input : order.get(step).getInputsToOp()) {
        lastUse.put(input, step);
      }
    }
    for (String output : outputs) {
      lastUse.put(output, order.size());
    }
    for (int step = 0; step < order.size(); step++) {
      SameDiffOp op = order.get(step);
      long room = shapes.scratchLength(op);
      if (room > 0) {
        scratch.put(op.getName(), layout.add(room * Float.BYTES, step));
      }
      for (int i = 0; i < op.getOutputsOfOp().size(); i++) {
        String output = op.getOutputsOfOp().get(i);
        boolean needed = read.contains(output);
        if (!needed && op.getOp() instanceof FusedOp) {
          continue;
        }
        if (shapes.type(output) != DataType.FLOAT) {
          continue;
        }
        String donor = donor(op, i, step, lastUse);
        ArenaLayout.Block block = donor == null ? null : blocks.get(donor);
        if (block == null) {
          block = layout.add(shapes.length(output) * Float.BYTES, step);
        }
        block.usedAt(lastUse.getOrDefault(output, step));
        blocks.put(output, block);
      }
    }
  }

  /** Outputs with an array of the caller's, and all that became them in place, live there. */
  private void useTargets(Map<String, INDArray> targets) {
    targets.forEach(
        (name, array) -> {
          ArenaLayout.Block block = blocks.get(name);
          if (block == null || block.isElsewhere() || array.length() != shapes.length(name)) {
            throw new IllegalArgumentException(
                "the output %s cannot be written into an array of shape %s"
                    .formatted(name, Arrays.toString(array.shape())));
          }
          block.placeElsewhere();
          external.put(block, array);
        });
  }

  /** The input whose block an output takes over, or null if it needs its own. */
  private @Nullable String donor(
      SameDiffOp op, int output, int step, Map<String, Integer> lastUse) {
    List<String> inputs = op.getInputsToOp();
    if (isAlias(op)) {
      return blocks.containsKey(inputs.get(0)) ? inputs.get(0) : null;
    }
    if (!(op.getOp() instanceof FusedOp fused) || fused.inPlaceOf(output) < 0) {
      return null;
    }
    String input = inputs.get(fused.inPlaceOf(output));
    ArenaLayout.Block block = blocks.get(input);
    // Aliases share a block, so the block's own uses count, not the name's.
    boolean dies =
        block != null
            && block.lastUse() == step
            && lastUse.getOrDefault(input, step) == step
            && inputs.stream().filter(name -> block.equals(blocks.get(name))).count() == 1;
    return dies ? input : null;
  }
}
