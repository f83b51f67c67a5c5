package org.calm4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear regression on an endless row of examples, with noise on the targets drawn per step: enough
 * to see whether weights, cursor and random streams come back.
 */
public final class LineModel implements Trainable {
  static final int FEATURES = 3;
  private static final double[] TRUTH = {0.5, -1.25, 2};
  private static final double OFFSET = 0.75;

  private final RandomStreams random;
  private final int rows;
  private final double noise;
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private long position;

  /** Called with the step before each micro-batch: throws, or changes the loss. */
  public StepHook hook = (step, loss) -> loss;

  /** See {@link #hook}. */
  public interface StepHook {
    double loss(long step, double loss);
  }

  /** What a micro-batch costs. */
  public double flops;

  /** Whether it was closed. */
  public boolean closed;

  /** A model of three features. */
  public LineModel(long seed, int rows, double noise) {
    this.random = new RandomStreams(seed);
    this.rows = rows;
    this.noise = noise;
    parameters.put("weight", Nd4j.zeros(DataType.FLOAT, FEATURES, 1));
    parameters.put("bias", Nd4j.zeros(DataType.FLOAT, 1, 1));
    gradients.put("weight", Nd4j.zeros(DataType.FLOAT, FEATURES, 1));
    gradients.put("bias", Nd4j.zeros(DataType.FLOAT, 1, 1));
  }

  @Override
  public Map<String, INDArray> parameters() {
    return parameters;
  }

  @Override
  public double flopsPerMicroBatch() {
    return flops;
  }

  @Override
  public Map<String, INDArray> gradients() {
    return gradients;
  }

  @Override
  public Map<String, Double> computeGradients(long step, int microBatch) {
    RandomGenerator disturbance = random.stream("noise", step, microBatch);
    INDArray x = Nd4j.create(DataType.FLOAT, rows, FEATURES);
    INDArray y = Nd4j.create(DataType.FLOAT, rows, 1);
    for (int i = 0; i < rows; i++) {
      RandomGenerator example = random.stream("example", position++);
      double target = OFFSET + noise * disturbance.nextGaussian();
      for (int j = 0; j < FEATURES; j++) {
        double value = example.nextGaussian();
        x.putScalar(i, j, value);
        target += TRUTH[j] * value;
      }
      y.putScalar(i, 0, target);
    }
    INDArray error = x.mmul(parameters.get("weight")).addi(parameters.get("bias").getDouble(0));
    error.subi(y);
    double loss = error.mul(error).sumNumber().doubleValue() / rows;
    gradients.get("weight").assign(x.transpose().mmul(error).muli(2.0 / rows));
    gradients.get("bias").assign(2.0 / rows * error.sumNumber().doubleValue());
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put(LOSS, hook.loss(step, loss));
    losses.put("half", loss / 2);
    return losses;
  }

  @Override
  public long tokensPerMicroBatch() {
    return rows;
  }

  @Override
  public Map<String, Double> evaluate() {
    double distance = Math.abs(parameters.get("bias").getDouble(0) - OFFSET);
    for (int j = 0; j < FEATURES; j++) {
      distance += Math.abs(parameters.get("weight").getDouble(j) - TRUTH[j]);
    }
    return Map.of("distance", distance);
  }

  @Override
  public JsonNode dataState() {
    return JsonNodeFactory.instance.objectNode().put("position", position);
  }

  @Override
  public void restoreDataState(JsonNode state) {
    position = state.get("position").asLong();
  }

  @Override
  public void close() {
    closed = true;
  }
}
