package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.RowMath;
import org.calm4j.core.engine.kernel.Workers;

/**
 * What a fused operation runs on.
 *
 * @param math arithmetic on rows
 * @param workers the pool that splits rows
 */
public record Kernels(RowMath math, Workers workers) {}
