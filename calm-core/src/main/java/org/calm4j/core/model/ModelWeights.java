package org.calm4j.core.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.weights.TensorSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model's parameters read from its weights file: all of them, nothing else, of the right shape.
 */
public final class ModelWeights {
  private ModelWeights() {}

  /**
   * Reads parameters.
   *
   * @param folder the model's folder, for messages
   * @param specs the parameters the model's configuration asks for
   * @param file the weights
   * @param ignored names of tensors that may be there besides, for example a second name of a tied
   *     table
   * @return new FLOAT arrays by name in the order of the specifications, owned by the caller
   * @throws IllegalArgumentException if a tensor is missing, unexpected or of another shape; the
   *     message names it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Map<String, INDArray> read(
      Path folder, List<ParameterSpec> specs, TensorSource file, Set<String> ignored) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    try {
      for (ParameterSpec spec : specs) {
        requireFits(folder, spec.name(), spec.shape(), file);
        INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, spec.shape());
        weights.put(spec.name(), array);
        file.readInto(spec.name(), array);
      }
      requireNoOthers(folder, weights, file, ignored);
      return weights;
    } catch (RuntimeException | Error e) {
      weights.values().forEach(INDArray::close);
      throw e;
    }
  }

  /**
   * Reads parameters into arrays that are there, to start training from them.
   *
   * @param folder the model's folder, for messages
   * @param weights FLOAT arrays by name, all of them replaced
   * @param file the weights
   * @param ignored names of tensors that may be there besides
   * @throws IllegalArgumentException if a tensor is missing, unexpected or of another shape; the
   *     message names it, and no array was changed
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static void readInto(
      Path folder, Map<String, INDArray> weights, TensorSource file, Set<String> ignored) {
    weights.forEach((name, array) -> requireFits(folder, name, array.shape(), file));
    requireNoOthers(folder, weights, file, ignored);
    weights.forEach(file::readInto);
  }

  private static void requireNoOthers(
      Path folder, Map<String, INDArray> weights, TensorSource file, Set<String> ignored) {
    for (String name : file.names()) {
      if (!weights.containsKey(name) && !ignored.contains(name)) {
        throw new IllegalArgumentException(
            "%s: the weights hold the tensor %s, which a model of this configuration has not"
                .formatted(folder, name));
      }
    }
  }

  private static void requireFits(Path folder, String name, long[] asked, TensorSource file) {
    if (!file.names().contains(name)) {
      throw new IllegalArgumentException(
          "%s: the weights lack the tensor %s".formatted(folder, name));
    }
    long[] shape = file.info(name).shape();
    if (!Arrays.equals(shape, asked)) {
      throw new IllegalArgumentException(
          "%s: the tensor %s has shape %s, the configuration asks for %s"
              .formatted(folder, name, Arrays.toString(shape), Arrays.toString(asked)));
    }
  }
}
