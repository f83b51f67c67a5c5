package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.op.FusedOp;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.shape.Shape;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Works out the shape of every array of a graph once, without computing it.
 *
 * <p>Fused ops know their shapes from shapes. ND4J's shape functions want arrays: they get views on
 * one buffer as large as the largest of them, which is closed again. Ops that yield shapes become
 * constants, because other shape functions read them.
 */
final class ShapeInference implements AutoCloseable {
  private final Map<String, long[]> shapes = new HashMap<>();
  private final Map<String, DataType> types = new HashMap<>();
  private final Map<String, INDArray> constants = new HashMap<>();
  private final Map<DataType, INDArray> blanks = new HashMap<>();
  private final List<INDArray> owned = new ArrayList<>();
  private final List<INDArray> computed = new ArrayList<>();

  ShapeInference(SameDiff graph, Map<String, long[]> placeholders) {
    for (SDVariable variable : graph.variables()) {
      if (variable.getVariableType() == VariableType.PLACEHOLDER) {
        long[] shape = placeholders.get(variable.name());
        if (shape != null) {
          shapes.put(variable.name(), shape);
          types.put(variable.name(), variable.dataType());
        }
      } else if (variable.getVariableType() != VariableType.ARRAY) {
        INDArray array = graph.getArrForVarName(variable.name());
        shapes.put(variable.name(), array.shape());
        types.put(variable.name(), array.dataType());
        if (variable.getVariableType() == VariableType.CONSTANT) {
          constants.put(variable.name(), array);
        }
      }
    }
  }

  /** Infers the outputs of an op whose inputs are known. Returns true if they became constants. */
  boolean infer(SameDiffOp op) {
    DifferentialFunction function = op.getOp();
    List<String> inputs = op.getInputsToOp();
    for (String input : inputs) {
      if (!shapes.containsKey(input)) {
        throw new IllegalArgumentException(
            "the placeholder %s has no shape: the op %s needs it".formatted(input, op.getName()));
      }
    }
    if (function instanceof Shape) {
      long[] shape = shape(inputs.get(0));
      constant(op.getOutputsOfOp().get(0), Nd4j.createFromArray(shape));
      return true;
    }
    if (function instanceof FusedOp fused) {
      List<long[]> found = fused.outputShapes(inputs(op));
      for (int i = 0; i < found.size(); i++) {
        output(op, i, found.get(i), fused.outputType());
      }
      return false;
    }
    INDArray[] arrays = new INDArray[inputs.size()];
    for (int i = 0; i < arrays.length; i++) {
      INDArray constant = constants.get(inputs.get(i));
      arrays[i] = constant == null ? blank(inputs.get(i)) : constant;
    }
    ask(op, arrays);
    boolean foldable = !inputs.isEmpty() && inputs.stream().allMatch(constants::containsKey);
    if (foldable) {
      fold(op, arrays);
    }
    return foldable;
  }

  /** Calls one of ND4J's shape functions. */
  private void ask(SameDiffOp op, INDArray[] inputs) {
    DifferentialFunction function = op.getOp();
    OpContext context = NativeOp.context(function, inputs);
    try {
      List<LongShapeDescriptor> found = function.calculateOutputShape(context);
      for (int i = 0; i < op.getOutputsOfOp().size(); i++) {
        output(op, i, found.get(i).getShape(), found.get(i).dataType());
      }
    } finally {
      NativeOp.closeContext(context);
      function.clearArrays();
    }
  }

  private void output(SameDiffOp op, int index, long[] shape, DataType type) {
    shapes.put(op.getOutputsOfOp().get(index), shape);
    types.put(op.getOutputsOfOp().get(index), type);
  }

  private void fold(SameDiffOp op, INDArray[] inputs) {
    List<INDArray> outputs = new ArrayList<>();
    for (String output : op.getOutputsOfOp()) {
      outputs.add(Nd4j.createUninitializedDetached(type(output), shape(output)));
    }
    try (NativeOp bound = new NativeOp(op.getOp(), inputs, outputs.toArray(INDArray[]::new))) {
      bound.run();
    }
    for (int i = 0; i < outputs.size(); i++) {
      constant(op.getOutputsOfOp().get(i), outputs.get(i));
    }
  }

  private void constant(String name, INDArray value) {
    computed.add(value);
    constants.put(name, value);
    shapes.put(name, value.shape());
    types.put(name, value.dataType());
  }

  long[] shape(String name) {
    return known(shapes, name);
  }

  DataType type(String name) {
    return known(types, name);
  }

  /** Number of elements of an array. */
  long length(String name) {
    return Arrays.stream(shape(name)).reduce(1, (a, b) -> a * b);
  }

  List<long[]> inputs(SameDiffOp op) {
    return op.getInputsToOp().stream().map(this::shape).toList();
  }

  /** Floats an op needs while it runs. */
  long scratchLength(SameDiffOp op) {
    return op.getOp() instanceof FusedOp fused ? fused.scratchLength(inputs(op)) : 0;
  }

  private static <T> T known(Map<String, T> facts, String name) {
    T fact = facts.get(name);
    if (fact == null) {
      throw new IllegalStateException("the array %s was not inferred yet".formatted(name));
    }
    return fact;
  }

  Map<String, INDArray> constants() {
    return constants;
  }

  /** The constants that were worked out here; whoever uses them has to close them. */
  List<INDArray> computed() {
    return computed;
  }

  private INDArray blank(String name) {
    long[] shape = shape(name);
    DataType type = type(name);
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    INDArray buffer = blanks.get(type);
    if (buffer == null || buffer.length() < length) {
      // The smaller one stays open: another input of the same op may be a view on it.
      buffer = Nd4j.createUninitializedDetached(type, Math.max(length, 1));
      owned.add(buffer);
      blanks.put(type, buffer);
    }
    return view(buffer, shape, 0);
  }

  /** A row-major view of a shape, scalars included. */
  static INDArray view(INDArray buffer, long[] shape, long offset) {
    if (shape.length == 0) {
      return Nd4j.create(buffer.data(), new long[0], new long[0], offset, 'c');
    }
    return Nd4j.create(buffer.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c');
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
  }
}
