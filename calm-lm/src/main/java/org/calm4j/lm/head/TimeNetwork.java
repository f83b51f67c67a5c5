package org.calm4j.lm.head;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.layer.Gates;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.LayerNormLayer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.Modulation;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of the flow and diffusion heads (Li et al., arXiv 2406.11838): a vector on its way, a
 * time and a hidden state to a velocity or a noise estimate. Immutable.
 *
 * <p>c = time + condition; per block x + gate * linear(silu(linear(norm(x) (1 + scale) + shift)))
 * with shift, scale and gate the thirds of linear(silu(c)); at last linear(norm(x) (1 + scale) +
 * shift). Modulations and the last linear map start from zero, so that at first every block is the
 * identity and the output zero.
 *
 * @param latent length of a vector
 * @param width width of the layers and of hidden states
 * @param depth residual blocks
 * @param out length of the output
 * @param epsilon of the normalisations
 */
record TimeNetwork(int latent, int width, int depth, int out, double epsilon) {
  /** Time indices lie in [0, this). */
  static final int TIMES = 1000;

  private static final String PREFIX = "generative_head.net.";
  private static final int FREQUENCIES = 128;
  private static final double LONGEST_PERIOD = 10_000;

  private record Block(LayerNormLayer norm, LinearLayer first, LinearLayer second, LinearLayer m) {}

  /** The parameters under their published names. */
  List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    all.addAll(timeFirst().parameters());
    all.addAll(timeSecond().parameters());
    all.addAll(conditionEmbedding().parameters());
    all.addAll(input().parameters());
    for (int i = 0; i < depth; i++) {
      Block block = block(i);
      all.addAll(block.norm.parameters());
      all.addAll(block.first.parameters());
      all.addAll(block.second.parameters());
      all.addAll(silent(block.m));
    }
    all.addAll(silent(last()));
    all.addAll(silent(lastModulation()));
    return all;
  }

  private static List<ParameterSpec> silent(LinearLayer layer) {
    return layer.parameters().stream()
        .map(
            spec ->
                spec.start() == ParameterSpec.Start.NORMAL
                    ? new ParameterSpec(spec.name(), spec.shape(), ParameterSpec.Start.SILENT)
                    : spec)
        .toList();
  }

  /** cos(t f_i), then sin(t f_i), f_i = 10000^(-i/128), of some times, {@code [times, 256]}. */
  static INDArray waves(int... times) {
    INDArray waves = Nd4j.create(DataType.FLOAT, times.length, 2 * FREQUENCIES);
    for (int row = 0; row < times.length; row++) {
      for (int i = 0; i < FREQUENCIES; i++) {
        double angle = times[row] * Math.pow(LONGEST_PERIOD, -(double) i / FREQUENCIES);
        waves.putScalar(row, i, Math.cos(angle));
        waves.putScalar(row, i + FREQUENCIES, Math.sin(angle));
      }
    }
    return waves;
  }

  /** Writes the embedding of times, {@code [times, width]}, of their {@link #waves}. */
  SDVariable times(GraphScope scope, SDVariable waves) {
    return timeSecond().apply(scope, Gates.silu(scope, timeFirst().apply(scope, waves)));
  }

  /** Writes the embedding of hidden states, {@code [positions, width]}. */
  SDVariable conditions(GraphScope scope, SDVariable hidden) {
    return conditionEmbedding().apply(scope, hidden);
  }

  /**
   * Writes the rest of the network.
   *
   * @param x vectors on their way {@code [groups * n, latent]}
   * @param c time and condition, added up {@code [groups, width]}
   * @param n rows of x per row of c; fused, it follows from the shapes
   * @return {@code [groups * n, out]}
   */
  SDVariable apply(GraphScope scope, SDVariable x, SDVariable c, int n) {
    SDVariable condition = Gates.silu(scope, c);
    SDVariable y = input().apply(scope, x);
    Modulation modulation = new Modulation(width, 3);
    for (int i = 0; i < depth; i++) {
      Block block = block(i);
      SDVariable m = block.m.apply(scope, condition);
      SDVariable inner = modulation.shiftAndScale(scope, block.norm.apply(scope, y), m, n);
      inner = block.second.apply(scope, Gates.silu(scope, block.first.apply(scope, inner)));
      y = modulation.gated(scope, y, inner, m, n);
    }
    SDVariable m = lastModulation().apply(scope, condition);
    SDVariable normed = LayerNormLayer.plain(scope, y, width, epsilon);
    return last().apply(scope, new Modulation(width, 2).shiftAndScale(scope, normed, m, n));
  }

  /**
   * Arithmetic of a chain of calls for one hidden state.
   *
   * @param calls times the network is called
   * @param samples vectors drawn at once
   * @return floating-point operations of matrix products
   */
  long flops(int calls, int samples) {
    long square = (long) width * width;
    long perTime = 2L * FREQUENCIES * width + square;
    long perPosition = depth * 3 * square + 2 * square;
    long perSample = (long) latent * width + depth * 2 * square + (long) width * out;
    return 2 * (square + calls * (perTime + perPosition + samples * perSample));
  }

  private LinearLayer timeFirst() {
    return new LinearLayer(PREFIX + "time_embed.mlp.0", 2 * FREQUENCIES, width, true);
  }

  private LinearLayer timeSecond() {
    return new LinearLayer(PREFIX + "time_embed.mlp.2", width, width, true);
  }

  private LinearLayer conditionEmbedding() {
    return new LinearLayer(PREFIX + "cond_embed", width, width, true);
  }

  private LinearLayer input() {
    return new LinearLayer(PREFIX + "input_proj", latent, width, true);
  }

  private LinearLayer last() {
    return new LinearLayer(PREFIX + "final_layer.linear", width, out, true);
  }

  private LinearLayer lastModulation() {
    return new LinearLayer(PREFIX + "final_layer.adaLN_modulation.1", width, 2 * width, true);
  }

  private Block block(int index) {
    String name = PREFIX + "res_blocks." + index + ".";
    return new Block(
        new LayerNormLayer(name + "in_ln", width, epsilon),
        new LinearLayer(name + "mlp.0", width, width, true),
        new LinearLayer(name + "mlp.2", width, width, true),
        new LinearLayer(name + "adaLN_modulation.1", width, 3 * width, true));
  }
}
