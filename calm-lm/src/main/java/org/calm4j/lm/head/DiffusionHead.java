package org.calm4j.lm.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.DiffusionHeadConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The diffusion head (Ho et al., arXiv 2006.11239, with the learnt variance of Nichol and Dhariwal,
 * arXiv 2102.09672): estimates the noise in a disturbed vector and walks back from noise to a
 * vector. Immutable.
 *
 * @param config the model's sizes
 * @param head the head's
 */
public record DiffusionHead(CalmConfig config, DiffusionHeadConfig head) implements TimedHead {

  @Override
  public TimedLoss timed() {
    return TimedLoss.of(config, head, 2 * config.latentSize());
  }

  /**
   * The diffusion loss, mean over N rows per position: squared error of the noise estimate, and for
   * the variance the variational bound in bits per entry.
   *
   * @return {@code loss}, {@code mse} and {@code vb} {@code [positions]}, {@code out} {@code
   *     [positions * N, 2 * latent]}, {@code rows_mse} and {@code rows_vb} {@code [positions * N]}
   */
  @Override
  public Map<String, SDVariable> loss(
      GraphScope scope,
      SDVariable hidden,
      SDVariable weights,
      SDVariable target,
      SDVariable u,
      SDVariable noise) {
    TimedLoss timed = timed();
    SDVariable indices = TimedLoss.indices(scope, u);
    SDVariable levels = EmbeddingLayer.rows(scope, levels(scope), indices, TimeNetwork.TIMES);
    SDVariable[] level = scope.graph().split(levels, 2, 1);
    SDVariable x = target.mul(level[0]).add(noise.mul(level[1]));
    SDVariable out = timed.predict(scope, x, indices, hidden);
    DiffusionLoss.Rows rows =
        new DiffusionLoss(config.latentSize()).apply(scope, out, target, noise, indices);
    SDVariable loss = timed.perPosition(scope, rows.loss());
    Map<String, SDVariable> made = new LinkedHashMap<>();
    made.put("loss", loss.mul(weights).sum());
    made.put("mse", timed.perPosition(scope, rows.mse()));
    made.put("vb", timed.perPosition(scope, rows.vb()));
    made.put("out", out);
    made.put("x", x);
    made.put("rows", rows.loss());
    made.put("rows_mse", rows.mse());
    made.put("rows_vb", rows.vb());
    return made;
  }

  /** What a step keeps of the vector, and of noise, {@code [1000, 2]}. */
  private static SDVariable levels(GraphScope scope) {
    DiffusionSchedule schedule = DiffusionSchedule.whole();
    INDArray table = Nd4j.create(DataType.FLOAT, schedule.steps(), 2);
    for (int i = 0; i < schedule.steps(); i++) {
      table.putScalar(i, 0, Math.sqrt(schedule.alphaCumprod(i)));
      table.putScalar(i, 1, Math.sqrt(1 - schedule.alphaCumprod(i)));
    }
    return scope.graph().constant(table);
  }

  @Override
  public List<String> terms() {
    return List.of("mse", "vb");
  }

  @Override
  public VectorSampler sampler(
      Map<String, INDArray> weights, Spelling spelling, Engine engine, int plans) {
    return diffusionSampler(weights, spelling, engine, plans);
  }

  DiffusionSampler diffusionSampler(
      Map<String, INDArray> weights, Spelling spelling, Engine engine, int plans) {
    DiffusionSchedule schedule = DiffusionSchedule.of(head.samplingSteps());
    int[] times = DiffusionSampler.times(schedule);
    return new DiffusionSampler(
        new NetworkPlans(timed().network(), times, weights, spelling, engine, plans),
        engine.kernels(),
        schedule,
        head.noiseScale());
  }

  @Override
  public long samplingFlops(int samples) {
    return timed().network().flops(head.samplingSteps(), samples);
  }
}
