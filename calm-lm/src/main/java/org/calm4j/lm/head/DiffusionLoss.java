package org.calm4j.lm.head;

import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The diffusion loss of single rows. With e the error of the noise estimate and l the log variance
 * of the step before, d above its lower end:
 *
 * <p>mse = mean of e^2; at a time above 0, vb = mean of (d - 1 + (1 + k e^2) exp(-d)) / (2 ln 2),
 * the divergence between the true and the estimated step before, in bits; at time 0, vb = mean of
 * minus log2 of the probability of a bin of half-width 1/255 around the target. In vb, e is taken
 * as a constant, so that it teaches the variance alone.
 *
 * @param latent length of a vector
 */
record DiffusionLoss(int latent) {
  /** Half the width of a bin. */
  static final double BIN = 1 / 255.0;

  /** Targets beyond this belong to bins that are open to their side. */
  static final double EDGE = 0.999;

  /** Probabilities are not taken as smaller than this. */
  static final double LEAST = 1e-12;

  /** The normal distribution function is (1 + tanh(ROOT (z + CUBE z^3))) / 2. */
  static final double ROOT = Math.sqrt(2 / Math.PI);

  static final double CUBE = 0.044715;

  /** What float32 cannot resolve below 1; above it, floats are multiples of it anyway. */
  private static final double RESOLUTION = 1.0 / (1 << 24);

  /** Losses of rows, {@code [rows]} each; the first is the sum of the others. */
  record Rows(SDVariable loss, SDVariable mse, SDVariable vb) {}

  /**
   * Writes the loss into a graph.
   *
   * @param out noise estimates and v {@code [rows, 2 * latent]}
   * @param target vectors {@code [rows, latent]}
   * @param noise what was added to them {@code [rows, latent]}
   * @param times time indices {@code [rows]}, INT32
   */
  Rows apply(
      GraphScope scope, SDVariable out, SDVariable target, SDVariable noise, SDVariable times) {
    if (scope.fused()) {
      SDVariable[] made =
          new DiffusionLossOp(scope.graph(), out, target, noise, times).outputVariables();
      return new Rows(made[0], made[1], made[2]);
    }
    SameDiff graph = scope.graph();
    SDVariable constants =
        EmbeddingLayer.rows(scope, graph.constant(constants()), times, TimeNetwork.TIMES);
    SDVariable[] perRow = graph.split(constants, 5, 1);
    SDVariable[] halves = graph.split(out, 2, 1);
    SDVariable error = noise.sub(halves[0]);
    SDVariable fixed = detached(graph, error);
    SDVariable share = halves[1].add(1).mul(0.5);

    SDVariable d = share.mul(perRow[0]);
    SDVariable apart = fixed.mul(fixed).mul(perRow[1]).add(1);
    SDVariable divergence = apart.mul(graph.math().exp(d.mul(-1))).add(d).sub(1).mul(0.5);

    // At other times than 0 these factors are 0, and what is computed here is not used.
    SDVariable off = fixed.mul(perRow[3]).mul(-1);
    SDVariable logVariance = share.mul(perRow[2]).add(first().logVariance());
    SDVariable scale = graph.math().exp(logVariance.mul(-0.5));
    SDVariable above = graph.castTo(target.gt(EDGE), DataType.FLOAT);
    SDVariable inner = graph.castTo(target.gte(-EDGE), DataType.FLOAT);
    SDVariable upper = cdf(graph, off.add(BIN).mul(scale)).mul(above.rsub(1)).add(above);
    SDVariable lower = cdf(graph, off.sub(BIN).mul(scale)).mul(inner);
    SDVariable probability = graph.math().max(upper.sub(lower), graph.constant((float) LEAST));
    SDVariable surprise = graph.math().log(probability).mul(-1);

    SDVariable isFirst = perRow[4];
    SDVariable bound = divergence.mul(isFirst.rsub(1)).add(surprise.mul(isFirst));
    SDVariable mse = error.mul(error).mean(1);
    SDVariable vb = bound.mean(1).mul(1 / Math.log(2));
    return new Rows(mse.add(vb), mse, vb);
  }

  private static SDVariable cdf(SameDiff graph, SDVariable z) {
    SDVariable inner = z.mul(z).mul(CUBE).add(1).mul(z).mul(ROOT);
    return graph.math().tanh(inner).add(1).mul(0.5);
  }

  /** The same values without a gradient: rounding has none, and here it changes nothing. */
  private static SDVariable detached(SameDiff graph, SDVariable x) {
    return graph.math().round(x.mul(1 / RESOLUTION)).mul(RESOLUTION);
  }

  static ReverseStep first() {
    return ReverseStep.of(DiffusionSchedule.whole(), 0);
  }

  /** Per time: range of d, k, range of d at time 0, noise per error at time 0, whether it is 0. */
  private static INDArray constants() {
    INDArray table = Nd4j.create(DataType.FLOAT, TimeNetwork.TIMES, 5);
    DiffusionSchedule schedule = DiffusionSchedule.whole();
    for (int time = 1; time < TimeNetwork.TIMES; time++) {
      ReverseStep step = ReverseStep.of(schedule, time);
      table.putScalar(time, 0, step.range());
      table.putScalar(time, 1, step.errorWeight());
    }
    ReverseStep first = first();
    table.putScalar(0, 2, first.range());
    table.putScalar(0, 3, first.ofNoise());
    table.putScalar(0, 4, 1);
    return table;
  }
}
