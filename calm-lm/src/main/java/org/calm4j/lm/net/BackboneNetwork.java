package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.layer.AttentionContext;
import org.calm4j.core.engine.layer.AttentionLayer;
import org.calm4j.core.engine.layer.GatedMlpLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.RmsNormLayer;
import org.calm4j.core.engine.layer.RotaryTables;
import org.calm4j.lm.BackboneConfig;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The Llama backbone: blocks of x + attention(rmsNorm(x)), then x + mlp(rmsNorm(x)), and a last
 * norm. Immutable.
 *
 * @param prefix of the parameters, for example {@code transformer}
 * @param config the sizes
 */
public record BackboneNetwork(String prefix, BackboneConfig config) {

  private record Block(
      RmsNormLayer attentionNorm,
      AttentionLayer attention,
      RmsNormLayer mlpNorm,
      GatedMlpLayer mlp) {
    List<ParameterSpec> parameters() {
      List<ParameterSpec> all = new ArrayList<>(attention.parameters());
      all.addAll(mlp.parameters());
      all.addAll(attentionNorm.parameters());
      all.addAll(mlpNorm.parameters());
      return all;
    }
  }

  /**
   * All parameters under their published names.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    for (int layer = 0; layer < config.numHiddenLayers(); layer++) {
      all.addAll(block(layer).parameters());
    }
    all.addAll(norm().parameters());
    return all;
  }

  /**
   * Writes the backbone into a graph.
   *
   * @param scope the graph and its weights
   * @param inputs {@code [rows, hidden]}
   * @param context what each row sees
   * @return hidden states {@code [rows, hidden]}
   */
  public SDVariable apply(GraphScope scope, SDVariable inputs, AttentionContext context) {
    RotaryTables rotary =
        RotaryTables.of(
            scope,
            config.maxPositionEmbeddings(),
            config.attention().headDim(),
            config.ropeTheta());
    SDVariable x = inputs;
    for (int layer = 0; layer < config.numHiddenLayers(); layer++) {
      Block block = block(layer);
      SDVariable normed = block.attentionNorm.apply(scope, x);
      x = scope.sum(x, block.attention.apply(scope, normed, rotary, context, layer));
      x = scope.sum(x, block.mlp.apply(scope, block.mlpNorm.apply(scope, x)));
    }
    return norm().apply(scope, x);
  }

  private RmsNormLayer norm() {
    return new RmsNormLayer(prefix + ".norm", config.hiddenSize(), config.rmsNormEps());
  }

  private Block block(int layer) {
    String name = prefix + ".layers." + layer;
    int hidden = config.hiddenSize();
    return new Block(
        new RmsNormLayer(name + ".input_layernorm", hidden, config.rmsNormEps()),
        new AttentionLayer(name + ".self_attn", hidden, config.attention()),
        new RmsNormLayer(name + ".post_attention_layernorm", hidden, config.rmsNormEps()),
        new GatedMlpLayer(name + ".mlp", hidden, config.intermediateSize()));
  }
}
