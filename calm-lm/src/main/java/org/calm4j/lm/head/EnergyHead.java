package org.calm4j.lm.head;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.ConditionedLinearLayer;
import org.calm4j.core.engine.layer.EnergyScoreLoss;
import org.calm4j.core.engine.layer.Gates;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.LayerNormLayer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The energy head (paper section 3.2): noise, conditioned on a hidden state through gated residual
 * blocks, becomes a vector in one pass. Immutable.
 *
 * <p>x = norm(noise), c = norm(hidden); per block t = linear(silu(linear(silu(linear [norm(x) |
 * c])))), x + down(silu(first half of t) * second half of t); at last linear(silu(linear norm(x))).
 * What acts on c alone is computed once for all samples of a position.
 *
 * @param config the model's sizes
 * @param head the head's
 */
public record EnergyHead(CalmConfig config, EnergyHeadConfig head) implements Head {
  /** Placeholder: hidden states to sample from {@code [positions, hidden]}. */
  public static final String HIDDEN = "hidden";

  /** Placeholder: noise, uniform on [-0.5, 0.5), {@code [positions * N, noise]}. */
  public static final String NOISE = "noise";

  /** Placeholder: standard normal draws of targets {@code [positions * M, latent]}. */
  public static final String TARGET_NOISE = "target_noise";

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

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    all.addAll(noiseEmbedding().parameters());
    all.addAll(hiddenEmbedding().parameters());
    all.addAll(norm("norm_hidden").parameters());
    all.addAll(norm("norm_noise").parameters());
    for (int i = 0; i < head.numMlpLayers(); i++) {
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
    for (int i = 0; i < head.numMlpLayers(); i++) {
      x = block(i).apply(scope, x, c, samples);
    }
    SDVariable inner = finalFirst().apply(scope, norm("final_layer.in_ln").apply(scope, x));
    return finalSecond().apply(scope, Gates.silu(scope, inner));
  }

  @Override
  public List<HeadDraw> draws() {
    return List.of(noiseDraw(), targetDraw());
  }

  private HeadDraw noiseDraw() {
    return new HeadDraw(
        NOISE, "head-noise", Distribution.CENTERED, head.numSamples(), head.noiseSize());
  }

  private HeadDraw targetDraw() {
    return new HeadDraw(
        TARGET_NOISE, "target-noise", Distribution.NORMAL, head.numTargets(), config.latentSize());
  }

  /**
   * The energy loss (paper section 3.3): N samples of the model per position against M draws of the
   * posterior.
   *
   * @return {@code loss}, {@code within}, {@code across} and {@code vectors} {@code [positions * N,
   *     latent]}
   */
  @Override
  public Map<String, SDVariable> loss(GraphScope scope, HeadInputs inputs) {
    SDVariable noise = noiseDraw().declare(scope);
    SDVariable vectors = apply(scope, inputs.hidden(), noise, head.numSamples());
    EnergyScoreLoss.Terms terms =
        new EnergyScoreLoss(head.numSamples(), head.numTargets(), config.latentSize(), head.beta())
            .apply(
                scope,
                vectors,
                inputs.mean(),
                inputs.logStd(),
                targetDraw().declare(scope),
                inputs.weights());
    Map<String, SDVariable> made = new LinkedHashMap<>();
    made.put("loss", terms.loss());
    made.put("within", terms.within());
    made.put("across", terms.across());
    made.put("vectors", vectors);
    return made;
  }

  @Override
  public List<String> terms() {
    return List.of("across", "within");
  }

  @Override
  public Distribution noise() {
    return noiseDraw().distribution();
  }

  /**
   * Writes sampling into a graph of its own.
   *
   * @param scope a new graph over the weights
   * @param samples vectors per hidden state; fused, it follows from the shapes
   * @return output {@code vectors}, {@code [positions * samples, latent]}, of {@link #HIDDEN} and
   *     {@link #NOISE}
   */
  public BuiltGraph vectors(GraphScope scope, int samples) {
    SDVariable hidden = scope.graph().placeHolder(HIDDEN, DataType.FLOAT, -1, size());
    SDVariable vectors = apply(scope, hidden, noiseDraw().declare(scope), samples);
    return new BuiltGraph(scope.graph(), Map.of("vectors", vectors.name()));
  }

  @Override
  public VectorSampler sampler(
      Map<String, INDArray> weights, Spelling spelling, Engine engine, int plans) {
    return new PassSampler(
        engine,
        size(),
        head.noiseSize(),
        samples -> vectors(new GraphScope(spelling, weights), samples),
        spelling == Spelling.FUSED,
        plans);
  }

  @Override
  public long samplingFlops(int samples) {
    long square = (long) size() * size();
    long perSample =
        (long) size() * head.noiseSize()
            + head.numMlpLayers() * 5 * square
            + square
            + (long) size() * config.latentSize();
    return 2 * (square + head.numMlpLayers() * square + samples * perSample);
  }

  private int size() {
    return config.backbone().hiddenSize();
  }

  private LayerNormLayer norm(String name) {
    return new LayerNormLayer(PREFIX + name, size(), config.backbone().rmsNormEps());
  }

  private LinearLayer noiseEmbedding() {
    return new LinearLayer(PREFIX + "noise_embd", head.noiseSize(), size(), true);
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
