package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.layer.ConditionedLinearLayer;
import org.calm4j.core.engine.layer.Gates;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.LayerNormLayer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.lm.CalmConfig;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The energy head (paper section 3.2): noise, conditioned on a hidden state through gated residual
 * blocks, becomes a vector in one pass. Immutable.
 *
 * <p>x = norm(noise), c = norm(hidden); per block t = linear(silu(linear(silu(linear [norm(x) |
 * c])))), x + down(silu(first half of t) * second half of t); at last linear(silu(linear norm(x))).
 * What acts on c alone is computed once for all samples of a position.
 *
 * @param config the sizes
 */
public record EnergyHead(CalmConfig config) {
  private static final String PREFIX = "mlp_generator.";

  private record Block(
      LayerNormLayer norm,
      ConditionedLinearLayer first,
      LinearLayer second,
      LinearLayer third,
      LinearLayer down) {
    SDVariable apply(GraphScope scope, SDVariable x, SDVariable c, int samples) {
      SDVariable t = Gates.silu(scope, first.apply(scope, norm.apply(scope, x), c, samples));
      t = third.apply(scope, Gates.silu(scope, second.apply(scope, t)));
      return scope.sum(x, down.apply(scope, Gates.halves(scope, t)));
    }

    List<ParameterSpec> parameters() {
      List<ParameterSpec> all = new ArrayList<>(norm.parameters());
      all.addAll(first.parameters());
      all.addAll(second.parameters());
      all.addAll(third.parameters());
      all.addAll(down.parameters());
      return all;
    }
  }

  /**
   * The parameters under their published names.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    all.addAll(noiseEmbedding().parameters());
    all.addAll(hiddenEmbedding().parameters());
    all.addAll(norm("norm_hidden").parameters());
    all.addAll(norm("norm_noise").parameters());
    for (int i = 0; i < config.head().numMlpLayers(); i++) {
      all.addAll(block(i).parameters());
    }
    all.addAll(norm("final_layer.in_ln").parameters());
    all.addAll(finalFirst().parameters());
    all.addAll(finalSecond().parameters());
    return all;
  }

  /**
   * Writes the head into a graph.
   *
   * @param scope the graph and its weights
   * @param hidden hidden states {@code [positions, hidden]}
   * @param noise uniform on [-0.5, 0.5), {@code [positions * samples, noise]}
   * @param samples samples per position
   * @return vectors {@code [positions * samples, latent]}
   */
  public SDVariable apply(GraphScope scope, SDVariable hidden, SDVariable noise, int samples) {
    SDVariable c = norm("norm_hidden").apply(scope, hiddenEmbedding().apply(scope, hidden));
    SDVariable x = norm("norm_noise").apply(scope, noiseEmbedding().apply(scope, noise));
    for (int i = 0; i < config.head().numMlpLayers(); i++) {
      x = block(i).apply(scope, x, c, samples);
    }
    SDVariable inner = finalFirst().apply(scope, norm("final_layer.in_ln").apply(scope, x));
    return finalSecond().apply(scope, Gates.silu(scope, inner));
  }

  private int size() {
    return config.backbone().hiddenSize();
  }

  private LayerNormLayer norm(String name) {
    return new LayerNormLayer(PREFIX + name, size(), config.backbone().rmsNormEps());
  }

  private LinearLayer noiseEmbedding() {
    return new LinearLayer(PREFIX + "noise_embd", config.head().noiseSize(), size(), true);
  }

  private LinearLayer hiddenEmbedding() {
    return new LinearLayer(PREFIX + "hidden_embd", size(), size(), true);
  }

  private LinearLayer finalFirst() {
    return new LinearLayer(PREFIX + "final_layer.linears.0", size(), size(), true);
  }

  private LinearLayer finalSecond() {
    return new LinearLayer(PREFIX + "final_layer.linears.2", size(), config.latentSize(), true);
  }

  private Block block(int index) {
    String name = "mlp_blocks." + index + ".";
    return new Block(
        norm(name + "in_ln"),
        new ConditionedLinearLayer(PREFIX + name + "linears.0", size(), size(), size()),
        new LinearLayer(PREFIX + name + "linears.2", size(), size(), true),
        new LinearLayer(PREFIX + name + "linears.4", size(), 2 * size(), true),
        new LinearLayer(PREFIX + name + "down_proj", size(), size(), true));
  }
}
