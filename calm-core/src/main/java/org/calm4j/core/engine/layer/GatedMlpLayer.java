package org.calm4j.core.engine.layer;

import java.util.List;
import java.util.stream.Stream;
import org.calm4j.core.engine.op.SwiGlu;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The gated unit of Llama: down(silu(gate x) * up x), without biases.
 *
 * @param name prefix of {@code gate_proj}, {@code up_proj} and {@code down_proj}
 * @param size size of a row of input and output
 * @param inner size in between
 */
public record GatedMlpLayer(String name, int size, int inner) implements Layer {

  private LinearLayer gate() {
    return new LinearLayer(name + ".gate_proj", size, inner, false);
  }

  private LinearLayer up() {
    return new LinearLayer(name + ".up_proj", size, inner, false);
  }

  private LinearLayer down() {
    return new LinearLayer(name + ".down_proj", inner, size, false);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Stream.of(gate(), up(), down()).flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public SDVariable apply(GraphScope scope, SDVariable x) {
    SDVariable gate = gate().apply(scope, x);
    SDVariable up = up().apply(scope, x);
    SDVariable inner =
        scope.fused()
            ? new SwiGlu(scope.graph(), gate, up).outputVariable()
            // Not swish: its gradient is NaN where exp(-gate) overflows.
            : gate.mul(scope.graph().nn().sigmoid(gate)).mul(up);
    return down().apply(scope, inner);
  }
}
