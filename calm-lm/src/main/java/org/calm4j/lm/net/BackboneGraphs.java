package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.AttentionContext;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.CacheContext;
import org.calm4j.core.engine.layer.EmbeddingLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.layer.TextContext;
import org.calm4j.lm.BackboneConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the graphs of all language models have in common, whatever goes into the backbone and
 * whatever is made of its hidden states: hidden states of whole texts and behind caches, training
 * with gradients. A position is a chunk, or a token of a model over tokens.
 *
 * <p>Placeholders are INT32 or FLOAT. A graph belongs to one thread at a time; several graphs may
 * share weights.
 */
public abstract class BackboneGraphs {
  /** Placeholder: ids {@code [count]}, INT32; distinct ones of a batch if {@link #indexed}. */
  public static final String IDS = "ids";

  /** Placeholder: place of each token's id among the ids, INT32; only if {@link #indexed}. */
  public static final String INDICES = "indices";

  /** Placeholder: place of each position in its text {@code [texts * length]}, INT32. */
  public static final String POSITIONS = "positions";

  /** Placeholder: first position that each position sees {@code [texts, length]}, INT32. */
  public static final String STARTS = "starts";

  /** Placeholder: rows of the hidden states that predict {@code [predicted]}, INT32. */
  public static final String PREDICTED = "predicted";

  /** Placeholder: hidden states to sample from {@code [positions, hidden]}. */
  public static final String HIDDEN = "hidden";

  /** Placeholder: positions that caches hold {@code [rows]}, INT32. */
  public static final String LENGTHS = "lengths";

  /** What gradients' outputs are called: this and the parameter's name. */
  public static final String GRADIENT = "grad/";

  private final Spelling spelling;
  private final Map<String, INDArray> weights;
  private final int length;

  /**
   * Graphs over weights.
   *
   * @param spelling how layers are written
   * @param weights arrays by parameter name; stay the caller's
   * @param length positions per text; only the composed spelling has to know it
   */
  BackboneGraphs(Spelling spelling, Map<String, INDArray> weights, int length) {
    this.spelling = spelling;
    this.weights = weights;
    this.length = length;
  }

  /**
   * The parameters of the model.
   *
   * @return specifications in a fixed order
   */
  public abstract List<ParameterSpec> parameters();

  /**
   * Whether tokens are given as distinct ids and indices into those, for what depends on the id
   * alone to be computed once.
   *
   * @return if not, {@link #IDS} are the tokens and {@link #INDICES} are not asked for
   */
  public abstract boolean indexed();

  /**
   * The placeholders that the input of positions is read from, when every token counts as an id of
   * its own.
   *
   * @param positions how many
   * @return shapes by name, in a map that may be added to
   */
  public Map<String, long[]> inputShapes(long positions) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(IDS, new long[] {positions * chunkSize()});
    if (indexed()) {
      shapes.put(INDICES, new long[] {positions * chunkSize()});
    }
    return shapes;
  }

  /**
   * Writes the input of positions into a plan made for {@link #inputShapes}.
   *
   * @param plan a plan with room for as many positions or more; of those behind, the input is
   *     something, but finite
   * @param ids whole chunks of K ids
   */
  public void putInputs(GraphPlan plan, int... ids) {
    int room = (int) plan.input(IDS).length();
    Memory.of(plan.input(IDS)).put(Arrays.copyOf(ids, room), room);
    if (indexed()) {
      Memory.of(plan.input(INDICES)).put(IntStream.range(0, room).toArray(), room);
    }
  }

  /**
   * Tokens per position.
   *
   * @return K; 1 for a model over tokens
   */
  public abstract int chunkSize();

  /**
   * Ids that tokens may have.
   *
   * @return V, of ids from 0 on
   */
  public abstract int vocabularySize();

  /**
   * Sizes of the backbone.
   *
   * @return its configuration
   */
  public final BackboneConfig config() {
    return backbone().config();
  }

  /** The backbone. */
  abstract BackboneNetwork backbone();

  /** Writes what turns placeholders into the backbone's input, {@code [rows, hidden]}. */
  abstract SDVariable inputs(GraphScope scope);

  /** Writes the loss; gives variables by role, the loss itself as {@code loss}. */
  abstract Map<String, SDVariable> lossOf(GraphScope scope);

  /**
   * The loss and its gradients.
   *
   * @return outputs of {@link #loss}, and {@code grad/NAME} for every parameter
   */
  public BuiltGraph training() {
    GraphScope scope = scope();
    Map<String, SDVariable> made = lossOf(scope);
    SDVariable loss = made.get("loss");
    if (loss == null) {
      throw new IllegalStateException("the graph has no loss, only " + made.keySet());
    }
    Map<String, String> outputs = names(made);
    List<String> names = parameters().stream().map(ParameterSpec::name).toList();
    Backpropagation.gradients(scope.graph(), loss, names)
        .forEach((name, gradient) -> outputs.put(GRADIENT + name, gradient.name()));
    return new BuiltGraph(scope.graph(), outputs);
  }

  /**
   * The loss alone.
   *
   * @return output {@code loss}, and what the model tells besides
   */
  public BuiltGraph loss() {
    GraphScope scope = scope();
    return new BuiltGraph(scope.graph(), names(lossOf(scope)));
  }

  private static Map<String, String> names(Map<String, SDVariable> variables) {
    Map<String, String> names = new LinkedHashMap<>();
    variables.forEach((role, variable) -> names.put(role, variable.name()));
    return names;
  }

  /**
   * Hidden states of whole texts.
   *
   * @return output {@code hidden}, {@code [texts * length, hidden]}
   */
  public BuiltGraph hidden() {
    GraphScope scope = scope();
    SDVariable hidden = textStates(scope, inputs(scope));
    return new BuiltGraph(scope.graph(), Map.of("hidden", hidden.name()));
  }

  /**
   * Hidden states of positions that follow those in caches; running it fills the caches further.
   *
   * @param keys a key cache per layer, {@code [rows, kvHeads, headDim, capacity]}
   * @param values a value cache per layer, {@code [rows, kvHeads, capacity, headDim]}
   * @return output {@code hidden}, {@code [predicted, hidden]}
   */
  public BuiltGraph continuation(List<INDArray> keys, List<INDArray> values) {
    GraphScope scope = scope();
    List<SDVariable> keyCaches = new ArrayList<>();
    List<SDVariable> valueCaches = new ArrayList<>();
    for (int layer = 0; layer < keys.size(); layer++) {
      keyCaches.add(scope.graph().var("cache.keys." + layer, keys.get(layer)));
      valueCaches.add(scope.graph().var("cache.values." + layer, values.get(layer)));
    }
    CacheContext context =
        new CacheContext(ids(scope, POSITIONS), keyCaches, valueCaches, ids(scope, LENGTHS));
    SDVariable all = backbone().apply(scope, inputs(scope), context);
    SDVariable last = EmbeddingLayer.rows(scope, all, ids(scope, PREDICTED), -1);
    return new BuiltGraph(scope.graph(), Map.of("hidden", last.name()));
  }

  /** A new graph over the weights. */
  final GraphScope scope() {
    return new GraphScope(spelling, weights);
  }

  /** Writes the backbone over whole texts; gives hidden states {@code [texts * length, hidden]}. */
  final SDVariable textStates(GraphScope scope, SDVariable inputs) {
    return backbone().apply(scope, inputs, textContext(scope));
  }

  /** Declares what positions of whole texts see. */
  final AttentionContext textContext(GraphScope scope) {
    SDVariable starts = scope.graph().placeHolder(STARTS, DataType.INT32, -1, -1);
    return new TextContext(ids(scope, POSITIONS), starts, length);
  }

  /** How layers are written. */
  final Spelling spelling() {
    return spelling;
  }

  /** Declares a placeholder of ids or indices. */
  static SDVariable ids(GraphScope scope, String name) {
    return scope.graph().placeHolder(name, DataType.INT32, -1);
  }

  /** Declares a placeholder of rows of floats. */
  static SDVariable floats(GraphScope scope, String name, int width) {
    return scope.graph().placeHolder(name, DataType.FLOAT, -1, width);
  }
}
