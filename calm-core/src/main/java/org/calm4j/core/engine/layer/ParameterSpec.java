package org.calm4j.core.engine.layer;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.calm4j.core.random.RandomStreams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A parameter of a layer before it has values.
 *
 * @param name published name, for example {@code encoder.norm.weight}
 * @param shape shape; weights of linear maps are {@code [out, in]}
 * @param start what it starts from
 */
@SuppressWarnings("ArrayRecordComponent") // a shape; specifications are not compared
public record ParameterSpec(String name, long[] shape, Start start) {

  /** Initial values, as the published code has them. */
  public enum Start {
    /** Normal with a standard deviation that the model chooses (published: 0.02). */
    NORMAL,
    /** Zeros: biases. */
    ZEROS,
    /** Ones: weights of normalisations. */
    ONES,
    /** Zeros for a matrix, which has no effect until it has learnt. */
    SILENT
  }

  /**
   * Whether weight decay applies by default: not to biases and weights of normalisations.
   *
   * @return true for matrices
   */
  public boolean decays() {
    return start == Start.NORMAL || start == Start.SILENT;
  }

  /**
   * Which of the parameters weight decay applies to by default.
   *
   * @param specs parameters of a model
   * @return names of those that decay
   */
  public static Set<String> decaying(List<ParameterSpec> specs) {
    return specs.stream()
        .filter(ParameterSpec::decays)
        .map(ParameterSpec::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Number of values.
   *
   * @return the product of the shape
   */
  public long length() {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return length;
  }

  /**
   * Makes the initial array.
   *
   * @param streams the run's randomness; the stream is named after the parameter
   * @param standardDeviation of normal values
   * @return a new FLOAT array, owned by the caller
   */
  public INDArray initialize(RandomStreams streams, double standardDeviation) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, shape);
    if (start != Start.NORMAL) {
      return array.assign(start == Start.ONES ? 1 : 0);
    }
    RandomGenerator random = streams.stream("init/" + name);
    long length = array.length();
    for (long i = 0; i < length; i++) {
      array.data().put(i, (float) (random.nextGaussian() * standardDeviation));
    }
    return array;
  }
}
