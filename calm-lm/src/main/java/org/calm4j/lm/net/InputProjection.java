package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.Gates;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.JoinedLinearLayer;
import org.calm4j.core.engine.layer.LayerNormLayer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.lm.CalmConfig;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A chunk to the backbone's input (paper section 3.1): K embeddings joined, linear to twice the
 * hidden size, silu, linear, layer norm. The embedding of the padding is zero and never learns.
 * With latent input the chunk's vector takes the place of the joined embeddings, under other
 * parameter names. Immutable.
 *
 * @param config the sizes
 */
public record InputProjection(CalmConfig config) {

  private boolean latent() {
    return config.input() == CalmConfig.Input.LATENT;
  }

  private String prefix() {
    return latent() ? "latent_proj." : "embed_proj.";
  }

  private EmbeddingLayer embedding() {
    return new EmbeddingLayer(
        "transformer.embed_tokens",
        config.vocabSize(),
        config.backbone().hiddenSize(),
        config.padTokenId());
  }

  private JoinedLinearLayer joined() {
    int hidden = config.backbone().hiddenSize();
    return new JoinedLinearLayer(prefix() + "0", hidden, config.patchSize(), 2 * hidden);
  }

  private LinearLayer ofVector() {
    return new LinearLayer(
        prefix() + "0", config.latentSize(), 2 * config.backbone().hiddenSize(), true);
  }

  private LinearLayer second() {
    int hidden = config.backbone().hiddenSize();
    return new LinearLayer(prefix() + "2", 2 * hidden, hidden, true);
  }

  private LayerNormLayer norm() {
    return new LayerNormLayer(
        prefix() + "3", config.backbone().hiddenSize(), config.backbone().rmsNormEps());
  }

  /**
   * The parameters under their published names; those of latent input are not published.
   *
   * @return specifications in a fixed order
   */
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> all = new ArrayList<>();
    if (latent()) {
      all.addAll(ofVector().parameters());
    } else {
      all.addAll(embedding().parameters());
      all.addAll(joined().parameters());
    }
    all.addAll(second().parameters());
    all.addAll(norm().parameters());
    return all;
  }

  /**
   * Writes the projection of tokens into a graph.
   *
   * @param scope the graph and its weights
   * @param ids distinct ids {@code [count]} INT32; composed, the ids of all tokens
   * @param indices place of each token's id among those, {@code [chunks * K]} INT32; not used
   *     composed
   * @return {@code [chunks, hidden]}
   */
  public SDVariable apply(GraphScope scope, SDVariable ids, SDVariable indices) {
    SDVariable embedded = embedding().apply(scope, ids);
    return projected(scope, joined().apply(scope, embedded, indices));
  }

  /**
   * Writes the projection of vectors into a graph, for latent input.
   *
   * @param scope the graph and its weights
   * @param vectors {@code [chunks, latent]}
   * @return {@code [chunks, hidden]}
   */
  public SDVariable apply(GraphScope scope, SDVariable vectors) {
    return projected(scope, ofVector().apply(scope, vectors));
  }

  private SDVariable projected(GraphScope scope, SDVariable first) {
    return norm().apply(scope, second().apply(scope, Gates.silu(scope, first)));
  }
}
