package org.calm4j.lm.head;

import java.util.List;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network that is a formula: what a perfectly trained one would say. */
final class AnalyticNetwork implements ChainNetwork {
  private final int latent;
  private final int width;
  private final Formula formula;
  private INDArray x = Nd4j.create(DataType.FLOAT, 1, 1);

  /** One row of the output. */
  interface Formula {
    void answer(float[] x, int call, float[] out);
  }

  AnalyticNetwork(int latent, int width, Formula formula) {
    this.latent = latent;
    this.width = width;
    this.formula = formula;
  }

  @Override
  public INDArray hidden(int positions, int samples) {
    x = Nd4j.create(DataType.FLOAT, (long) positions * samples, latent);
    return Nd4j.create(DataType.FLOAT, positions, 1);
  }

  @Override
  public Chain begin() {
    INDArray state = x;
    INDArray out = Nd4j.create(DataType.FLOAT, x.size(0), width);
    return new Chain() {
      @Override
      public INDArray x() {
        return state;
      }

      @Override
      public INDArray out() {
        return out;
      }

      @Override
      public void call(int index) {
        Memory from = Memory.of(state);
        Memory to = Memory.of(out);
        float[] row = new float[latent];
        float[] answer = new float[width];
        for (int first = 0; first < state.size(0); first++) {
          for (int i = 0; i < latent; i++) {
            row[i] = from.get(first * latent + i);
          }
          formula.answer(row, index, answer);
          for (int i = 0; i < width; i++) {
            to.set(first * width + i, answer[i]);
          }
        }
      }
    };
  }

  @Override
  public List<PlanReport> reports() {
    return List.of();
  }

  @Override
  public void close() {}
}
