package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.op.BoundOp;
import org.calm4j.core.engine.op.FusedOp;
import org.calm4j.core.engine.op.Kernels;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.factory.Nd4j;

/** Turns a graph, input shapes and wanted outputs into a {@link GraphPlan}. */
final class PlanBuilder {
  private final SameDiff graph;
  private final Kernels kernels;
  private final Map<String, long[]> placeholderShapes;
  private final Collection<String> outputs;
  private final Map<String, INDArray> targets;
  private final PlanMemory memory;
  private final ShapeInference shapes;
  private final List<SameDiffOp> order = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, ArenaLayout.Block> blocks = new HashMap<>();
  private final Map<String, ArenaLayout.Block> scratch = new HashMap<>();
  private final ArenaLayout layout = new ArenaLayout();
  private final Map<ArenaLayout.Block, INDArray> external = new HashMap<>();

  PlanBuilder(
      SameDiff graph,
      Kernels kernels,
      Map<String, long[]> placeholders,
      Collection<String> outputs,
      Map<String, INDArray> targets,
      PlanMemory memory) {
    this.targets = targets;
    this.memory = memory;
    this.graph = graph;
    this.kernels = kernels;
    this.placeholderShapes = placeholders;
    this.outputs = outputs;
    this.shapes = new ShapeInference(graph, placeholders);
  }

  GraphPlan build() {
    try (shapes) {
      orderOps();
      Map<String, INDArray> inputs = new LinkedHashMap<>();
      placeholderShapes.forEach(
          (name, shape) -> {
            SDVariable variable = graph.getVariable(name);
            if (variable == null) {
              throw new IllegalArgumentException("the graph has no placeholder " + name);
            }
            INDArray array = Nd4j.createUninitializedDetached(variable.dataType(), shape).assign(0);
            inputs.put(name, array);
            arrays.put(name, array);
          });
      for (SDVariable variable : graph.variables()) {
        if (variable.getVariableType() == VariableType.VARIABLE) {
          arrays.put(variable.name(), graph.getArrForVarName(variable.name()));
        }
      }
      arrays.putAll(shapes.constants());
      lifetimes();
      useTargets();
      long arenaBytes = layout.place();
      INDArray arena = memory.take(arenaBytes);
      List<INDArray> owned = new ArrayList<>(shapes.computed());
      place(arena, owned);
      List<PlanStep> steps = bind(arena);
      Map<String, INDArray> results = new LinkedHashMap<>();
      for (String output : outputs) {
        results.put(output, arrays.get(output));
      }
      return new GraphPlan(steps, inputs, results, owned, arenaBytes);
    }
  }

  /** The ops the outputs depend on, in the order of the graph, with shapes known. */
  private void orderOps() {
    List<SameDiffOp> all = new ArrayList<>(graph.getOps().values());
    for (String output : outputs) {
      if (graph.getVariable(output) == null) {
        throw new IllegalArgumentException(
            "the graph has no array %s to compute".formatted(output));
      }
    }
    Set<String> needed = new HashSet<>(outputs);
    List<SameDiffOp> wanted = new ArrayList<>();
    // Ops are kept in the order they were added, so inputs always come first.
    for (int i = all.size() - 1; i >= 0; i--) {
      SameDiffOp op = all.get(i);
      if (op.getOutputsOfOp().stream().anyMatch(needed::contains)) {
        wanted.add(0, op);
        needed.addAll(op.getInputsToOp());
      }
    }
    read.addAll(outputs);
    for (SameDiffOp op : wanted) {
      if (!shapes.infer(op)) {
        order.add(op);
        read.addAll(op.getInputsToOp());
      }
    }
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
      long room = scratchLength(op);
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
          block = layout.add(length(output) * Float.BYTES, step);
        }
        block.usedAt(lastUse.getOrDefault(output, step));
        blocks.put(output, block);
      }
    }
  }

  /** Outputs with an array of the caller's, and all that became them in place, live there. */
  private void useTargets() {
    targets.forEach(
        (name, array) -> {
          ArenaLayout.Block block = blocks.get(name);
          if (block == null || block.isElsewhere() || array.length() != length(name)) {
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

  /** A reshape of an array of the arena: the same bytes under another shape. */
  private boolean isAlias(SameDiffOp op) {
    return op.getOp() instanceof Reshape && blocks.containsKey(op.getInputsToOp().get(0));
  }

  private long length(String name) {
    long length = 1;
    for (long size : shapes.shape(name)) {
      length *= size;
    }
    return length;
  }

  private void place(INDArray arena, List<INDArray> owned) {
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

  private long scratchLength(SameDiffOp op) {
    return op.getOp() instanceof FusedOp fused ? fused.scratchLength(inputShapes(op)) : 0;
  }

  private List<long[]> inputShapes(SameDiffOp op) {
    return op.getInputsToOp().stream().map(shapes::shape).toList();
  }

  private BoundOp bind(SameDiffOp op, INDArray arena, INDArray[] in, @Nullable INDArray[] out) {
    if (!(op.getOp() instanceof FusedOp fused)) {
      return new NativeOp(op.getOp(), in, out);
    }
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      throw new IllegalStateException(
          "the fused op %s works on the host's memory, but ND4J runs on %s: use nd4j-native, or the composed spelling"
              .formatted(fused.opName(), Nd4j.getExecutioner().type()));
    }
    ArenaLayout.Block room = scratch.get(op.getName());
    if (room == null) {
      return fused.bind(kernels, in, out);
    }
    long[] shape = {fused.scratchLength(inputShapes(op))};
    return fused.bind(
        kernels, in, out, ShapeInference.view(arena, shape, room.offset() / Float.BYTES));
  }

  private List<PlanStep> bind(INDArray arena) {
    List<PlanStep> steps = new ArrayList<>();
    for (SameDiffOp op : order) {
      if (isAlias(op)) {
        continue;
      }
      INDArray[] in = op.getInputsToOp().stream().map(arrays::get).toArray(INDArray[]::new);
      @Nullable INDArray[] out =
          op.getOutputsOfOp().stream().map(arrays::get).toArray(INDArray[]::new);
      DifferentialFunction function = op.getOp();
      BoundOp bound = bind(op, arena, in, out);
      steps.add(new PlanStep(name(function), bound, flops(op), bytes(in) + bytes(out)));
    }
    return steps;
  }

  private static String name(DifferentialFunction function) {
    String name = function.opName();
    return name == null ? function.getClass().getSimpleName() : name;
  }

  private static long bytes(@Nullable INDArray[] arrays) {
    long bytes = 0;
    for (INDArray array : arrays) {
      bytes += array == null ? 0 : array.length() * array.dataType().width();
    }
    return bytes;
  }

  private long flops(SameDiffOp op) {
    List<long[]> inputs = inputShapes(op);
    if (op.getOp() instanceof FusedOp fused) {
      return fused.flops(inputs);
    }
    String name = op.getOp().opName();
    if (op.getOp() instanceof Mmul || "matmul_bp".equals(name)) {
      long rows = inputs.get(0)[0];
      long inner = inputs.get(0)[1];
      long[] y = inputs.get(1);
      long outer = length(op.getInputsToOp().get(1)) / (y.length == 0 ? 1 : inner);
      return ("matmul_bp".equals(name) ? 4 : 2) * rows * inner * outer;
    }
    return 0;
  }
}
