package org.calm4j.core.engine.op;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A gradient that can be added to another one while it is computed, which saves an array and a
 * pass.
 */
public interface Accumulating {

  /**
   * Whether something is added already.
   *
   * @return true if {@link #onto} made this gradient
   */
  boolean hasBase();

  /**
   * The same gradient plus {@code base}.
   *
   * @param base a gradient of the same shape
   * @return the sum
   */
  SDVariable onto(SDVariable base);
}
