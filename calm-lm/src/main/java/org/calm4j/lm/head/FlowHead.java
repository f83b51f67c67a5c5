package org.calm4j.lm.head;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.FlowHeadConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The flow-matching head (Lipman et al., arXiv 2210.02747): learns the velocity target - start at
 * (1 - t) start + t target, and follows it from noise at time 0 to a vector at time 1. Immutable.
 *
 * @param config the model's sizes
 * @param head the head's
 */
public record FlowHead(CalmConfig config, FlowHeadConfig head) implements TimedHead {

  @Override
  public TimedLoss timed() {
    return TimedLoss.of(config, head, config.latentSize());
  }

  /**
   * The flow-matching loss: the mean over N rows per position and over the vector of (velocity -
   * (target - start))^2.
   *
   * @return {@code loss}, {@code velocity} {@code [positions * N, latent]} and {@code rows} {@code
   *     [positions * N]}
   */
  @Override
  public Map<String, SDVariable> loss(
      GraphScope scope,
      SDVariable hidden,
      SDVariable weights,
      SDVariable target,
      SDVariable t,
      SDVariable start) {
    TimedLoss timed = timed();
    SDVariable x = start.mul(t.rsub(1)).add(target.mul(t));
    SDVariable velocity = timed.predict(scope, x, TimedLoss.indices(scope, t), hidden);
    SDVariable difference = velocity.sub(target.sub(start));
    SDVariable rows = difference.mul(difference).mean(1);
    Map<String, SDVariable> made = new LinkedHashMap<>();
    made.put("loss", timed.perPosition(scope, rows).mul(weights).sum());
    made.put("x", x);
    made.put("velocity", velocity);
    made.put("rows", rows);
    return made;
  }

  @Override
  public List<String> terms() {
    return List.of();
  }

  @Override
  public VectorSampler sampler(
      Map<String, INDArray> weights, Spelling spelling, Engine engine, int plans) {
    int[] times = FlowSampler.times(head.samplingSteps(), head.solver());
    return new FlowSampler(
        new NetworkPlans(timed().network(), times, weights, spelling, engine, plans),
        engine.kernels(),
        head.samplingSteps(),
        head.solver());
  }

  @Override
  public long samplingFlops(int samples) {
    return timed().network().flops(head.samplingSteps() * head.solver().calls(), samples);
  }
}
