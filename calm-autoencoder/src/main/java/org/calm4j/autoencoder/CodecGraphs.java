package org.calm4j.autoencoder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.layer.TiedArgmaxLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parts of the autoencoder's graphs, for a codec that keeps states in between.
 *
 * @param network the architecture
 * @param spelling how layers are written
 * @param weights arrays by parameter name
 */
record CodecGraphs(AutoencoderNetwork network, Spelling spelling, Map<String, INDArray> weights) {
  /** Placeholder: states of chunks or tokens, {@code [rows, hidden]}. */
  static final String STATES = "states";

  private GraphScope scope() {
    return new GraphScope(spelling, weights);
  }

  /** From {@link AutoencoderGraphs#VECTORS} to {@code states} {@code [chunks, hidden]}. */
  BuiltGraph chunkStates() {
    GraphScope scope = scope();
    SDVariable vectors =
        scope
            .graph()
            .placeHolder(
                AutoencoderGraphs.VECTORS, DataType.FLOAT, -1, network.config().latentSize());
    return new BuiltGraph(
        scope.graph(), Map.of("states", network.chunkStates(scope, vectors).name()));
  }

  /** From {@link #STATES} of chunks to the likeliest ids at one position, {@code tokens}. */
  BuiltGraph position(int position) {
    GraphScope scope = scope();
    SDVariable chunks =
        scope.graph().placeHolder(STATES, DataType.FLOAT, -1, network.config().hiddenSize());
    SDVariable states = network.positionStates(scope, chunks, position);
    SDVariable tokens = TiedArgmaxLayer.apply(scope, states, scope.weight(network.tableName()));
    return new BuiltGraph(scope.graph(), Map.of("tokens", tokens.name()));
  }

  /** From {@link AutoencoderGraphs#IDS} to {@code states} {@code [ids, hidden]}. */
  BuiltGraph tokenStates() {
    GraphScope scope = scope();
    SDVariable ids = scope.graph().placeHolder(AutoencoderGraphs.IDS, DataType.INT32, -1);
    return new BuiltGraph(scope.graph(), Map.of("states", network.tokenStates(scope, ids).name()));
  }

  /**
   * From {@link AutoencoderGraphs#IDS}, one per token, to {@code mean} and {@code log_std}.
   *
   * @param table states by id, {@code [vocabulary, hidden]}
   */
  BuiltGraph posterior(INDArray table) {
    Map<String, INDArray> known = new LinkedHashMap<>(weights);
    known.put(STATES, table);
    GraphScope scope = new GraphScope(spelling, known);
    SDVariable ids = scope.graph().placeHolder(AutoencoderGraphs.IDS, DataType.INT32, -1);
    SDVariable states =
        EmbeddingLayer.rows(scope, scope.weight(STATES), ids, network.config().vocabSize());
    return AutoencoderGraphs.halves(scope, network.posterior(scope, states));
  }
}
