package org.calm4j.core.engine.layer;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.op.AttentionShape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Another context that also tells the keys and values of every layer, so that a plan can hand them
 * out. Not thread-safe, like the graph it is written into.
 */
public final class RecordingContext implements AttentionContext {
  private final AttentionContext context;
  private final List<SDVariable> keys = new ArrayList<>();
  private final List<SDVariable> values = new ArrayList<>();

  /**
   * Records what goes through a context.
   *
   * @param context what each row sees
   */
  public RecordingContext(AttentionContext context) {
    this.context = context;
  }

  @Override
  public SDVariable positions() {
    return context.positions();
  }

  @Override
  public SDVariable attend(
      GraphScope scope, int layer, SDVariable q, SDVariable k, SDVariable v, AttentionShape shape) {
    keys.add(layer, k);
    values.add(layer, v);
    return context.attend(scope, layer, q, k, v, shape);
  }

  /**
   * Turned keys of the layers written so far.
   *
   * @return {@code [rows, kvHeads * d]} each
   */
  public List<SDVariable> keys() {
    return List.copyOf(keys);
  }

  /**
   * Values of the layers written so far.
   *
   * @return {@code [rows, kvHeads * d]} each
   */
  public List<SDVariable> values() {
    return List.copyOf(values);
  }
}
