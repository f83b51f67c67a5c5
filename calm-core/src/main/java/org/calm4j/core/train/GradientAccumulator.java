package org.calm4j.core.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds up gradients and loss terms over the micro-batches of a step.
 *
 * <p>All but the last micro-batch are added into own arrays; the last one is completed where the
 * model left it, so the optimiser finds the sum in the model's gradients. Without accumulation
 * there are no own arrays and no copies.
 */
final class GradientAccumulator implements AutoCloseable {
  private final Trainable model;
  private final int microBatches;
  private final Map<String, INDArray> sums = new LinkedHashMap<>();

  GradientAccumulator(Trainable model, int microBatches) {
    this.model = model;
    this.microBatches = microBatches;
  }

  /**
   * Leaves the sum of the micro-batches' gradients in the model's gradients.
   *
   * @return mean loss terms
   */
  Map<String, Double> accumulate(long step) {
    Map<String, Double> losses = new LinkedHashMap<>();
    for (int microBatch = 0; microBatch < microBatches; microBatch++) {
      Map<String, Double> terms = model.computeGradients(step, microBatch);
      if (!terms.containsKey(Trainable.LOSS)) {
        throw new IllegalStateException(
            "the model must report its total under \"loss\", got only " + terms.keySet());
      }
      terms.forEach((name, value) -> losses.merge(name, value / microBatches, Double::sum));
      add(microBatch);
    }
    return losses;
  }

  private void add(int microBatch) {
    if (microBatches == 1) {
      return;
    }
    boolean last = microBatch == microBatches - 1;
    model
        .gradients()
        .forEach(
            (name, gradient) -> {
              INDArray sum =
                  sums.computeIfAbsent(
                      name,
                      key ->
                          Nd4j.createUninitializedDetached(gradient.dataType(), gradient.shape()));
              if (microBatch == 0) {
                sum.assign(gradient);
              } else if (last) {
                gradient.addi(sum);
              } else {
                sum.addi(gradient);
              }
            });
  }

  @Override
  public void close() {
    sums.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
    sums.clear();
  }
}
