package org.calm4j.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradient descent with momentum, whose factor grows with the updates so that they matter too. */
final class Momentum implements Optimizer {
  private final Trainable model;
  private final Map<String, INDArray> velocity = new LinkedHashMap<>();
  private long updates;

  Momentum(Trainable model) {
    this.model = model;
    model
        .parameters()
        .forEach((name, array) -> velocity.put("velocity." + name, Nd4j.zerosLike(array)));
  }

  @Override
  public double update(double learningRate, double gradientScale) {
    updates++;
    double factor = 0.9 * updates / (updates + 5.0);
    double squares = 0;
    for (Map.Entry<String, INDArray> entry : model.parameters().entrySet()) {
      INDArray gradient = model.gradients().get(entry.getKey()).mul(gradientScale);
      squares += Math.pow(gradient.norm2Number().doubleValue(), 2);
      INDArray v = velocity.get("velocity." + entry.getKey());
      v.muli(factor).addi(gradient);
      entry.getValue().subi(v.mul(learningRate));
    }
    return Math.sqrt(squares);
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public void restoreUpdates(long value) {
    updates = value;
  }

  @Override
  public Map<String, INDArray> state() {
    return velocity;
  }
}
