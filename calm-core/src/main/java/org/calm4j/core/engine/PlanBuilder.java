package org.calm4j.core.engine;

import java.util.ArrayList;
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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
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
      ArrayPlacement placement = new ArrayPlacement(order, read, outputs, shapes, targets);
      long arenaBytes = placement.layOut();
      INDArray arena = memory.take(arenaBytes);
      List<INDArray> owned = new ArrayList<>(shapes.computed());
      placement.place(arena, arrays, owned);
      List<PlanStep> steps = bind(placement, arena);
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

  private BoundOp bind(
      SameDiffOp op,
      ArrayPlacement placement,
      INDArray arena,
      INDArray[] in,
      @Nullable INDArray[] out) {
    if (!(op.getOp() instanceof FusedOp fused)) {
      return new NativeOp(op.getOp(), in, out);
    }
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      throw new IllegalStateException(
          "the fused op %s works on the host's memory, but ND4J runs on %s: use nd4j-native, or the composed spelling"
              .formatted(fused.opName(), Nd4j.getExecutioner().type()));
    }
    INDArray room = placement.scratch(op, arena);
    return room == null ? fused.bind(kernels, in, out) : fused.bind(kernels, in, out, room);
  }

  private List<PlanStep> bind(ArrayPlacement placement, INDArray arena) {
    List<PlanStep> steps = new ArrayList<>();
    for (SameDiffOp op : order) {
      if (placement.isAlias(op)) {
        continue;
      }
      INDArray[] in = op.getInputsToOp().stream().map(arrays::get).toArray(INDArray[]::new);
      @Nullable INDArray[] out =
          op.getOutputsOfOp().stream().map(arrays::get).toArray(INDArray[]::new);
      DifferentialFunction function = op.getOp();
      BoundOp bound = bind(op, placement, arena, in, out);
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
    List<long[]> inputs = shapes.inputs(op);
    if (op.getOp() instanceof FusedOp fused) {
      return fused.flops(inputs);
    }
    String name = op.getOp().opName();
    if (op.getOp() instanceof Mmul || "matmul_bp".equals(name)) {
      long rows = inputs.get(0)[0];
      long inner = inputs.get(0)[1];
      long[] y = inputs.get(1);
      long outer = shapes.length(op.getInputsToOp().get(1)) / (y.length == 0 ? 1 : inner);
      return ("matmul_bp".equals(name) ? 4 : 2) * rows * inner * outer;
    }
    return 0;
  }
}
