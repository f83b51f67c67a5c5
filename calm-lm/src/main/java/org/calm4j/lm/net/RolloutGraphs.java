package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.layer.BranchCache;
import org.calm4j.core.engine.layer.BranchContext;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.RecordingContext;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graphs that a language model goes on with from all places of a text: the text with what every
 * layer has to remember of it, and rows that are branches of it.
 *
 * <p>Both have the outputs {@code hidden} {@code [rows, hidden]} and, for every layer, {@link
 * #keys} and {@link #values} {@code [rows, kvHeads * headDim]} of their own rows.
 *
 * @param model the model's graphs
 */
public record RolloutGraphs(BackboneGraphs model) {
  /** Placeholder: position of the text after the last that each row sees {@code [rows]}, INT32. */
  public static final String ENDS = "ends";

  /** Placeholder: slots of the branches that each row sees {@code [rows, depth]}, INT32, or -1. */
  public static final String ANCESTORS = "ancestors";

  /**
   * What a layer remembers, as arrays; stay the caller's.
   *
   * @param textKeys {@code [kvHeads, headDim, capacity]}
   * @param textValues {@code [kvHeads, capacity, headDim]}
   * @param branchKeys {@code [slots, kvHeads * headDim]}
   * @param branchValues {@code [slots, kvHeads * headDim]}
   */
  public record Remembered(
      INDArray textKeys, INDArray textValues, INDArray branchKeys, INDArray branchValues) {

    private BranchCache variables(GraphScope scope, int layer) {
      return new BranchCache(
          scope.graph().var("text.keys." + layer, textKeys),
          scope.graph().var("text.values." + layer, textValues),
          scope.graph().var("branch.keys." + layer, branchKeys),
          scope.graph().var("branch.values." + layer, branchValues));
    }
  }

  /**
   * Role of a layer's keys, turned by their positions.
   *
   * @param layer number of the layer, from 0
   * @return an output of both graphs
   */
  public static String keys(int layer) {
    return "keys." + layer;
  }

  /**
   * Role of a layer's values.
   *
   * @param layer number of the layer, from 0
   * @return an output of both graphs
   */
  public static String values(int layer) {
    return "values." + layer;
  }

  /**
   * A whole text, with the placeholders of {@link BackboneGraphs#hidden}.
   *
   * @return the graph
   */
  public BuiltGraph text() {
    GraphScope scope = model.scope();
    RecordingContext context = new RecordingContext(model.textContext(scope));
    SDVariable hidden = model.backbone().apply(scope, model.inputs(scope), context);
    return built(scope, hidden, context);
  }

  /**
   * Branches of a text. Placeholders are those of the inputs, {@link BackboneGraphs#POSITIONS},
   * {@link BackboneGraphs#STARTS} {@code [rows]}, {@link #ENDS} and {@link #ANCESTORS}.
   *
   * @param remembered what each layer knows of the text and of earlier branches
   * @param depth ancestors per row; only the composed spelling has to know it
   * @return the graph
   */
  public BuiltGraph branches(List<Remembered> remembered, int depth) {
    GraphScope scope = model.scope();
    List<BranchCache> caches = new ArrayList<>();
    for (int layer = 0; layer < remembered.size(); layer++) {
      caches.add(remembered.get(layer).variables(scope, layer));
    }
    BranchContext branches =
        new BranchContext(
            BackboneGraphs.ids(scope, BackboneGraphs.POSITIONS),
            BackboneGraphs.ids(scope, BackboneGraphs.STARTS),
            BackboneGraphs.ids(scope, ENDS),
            scope.graph().placeHolder(ANCESTORS, DataType.INT32, -1, -1),
            caches,
            (int) remembered.get(0).textKeys().size(2),
            (int) remembered.get(0).branchKeys().size(0),
            depth);
    RecordingContext context = new RecordingContext(branches);
    SDVariable hidden = model.backbone().apply(scope, model.inputs(scope), context);
    return built(scope, hidden, context);
  }

  private static BuiltGraph built(GraphScope scope, SDVariable hidden, RecordingContext context) {
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("hidden", hidden.name());
    for (int layer = 0; layer < context.keys().size(); layer++) {
      outputs.put(keys(layer), context.keys().get(layer).name());
      outputs.put(values(layer), context.values().get(layer).name());
    }
    return new BuiltGraph(scope.graph(), outputs);
  }
}
