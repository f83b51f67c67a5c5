/**
 * Loops over rows of floats off the heap: the arithmetic under the fused operations. {@link
 * org.calm4j.core.engine.kernel.RowMath} has two implementations, one in Java's Vector API and one
 * in plain Java, and a third that begins lane by lane, with the bits of the first, and ends as it;
 * {@link org.calm4j.core.engine.kernel.BlockProduct} multiplies matrices over any of them; {@link
 * org.calm4j.core.engine.kernel.Workers} splits rows over a fixed pool. Nothing here knows
 * SameDiff.
 */
@NullMarked
package org.calm4j.core.engine.kernel;

import org.jspecify.annotations.NullMarked;
