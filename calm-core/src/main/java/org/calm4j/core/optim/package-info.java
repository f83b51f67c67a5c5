/**
 * Optimisers: AdamW with parameter groups and clipping by global norm, in one pass over off-heap
 * memory. Schedules and loops live in {@link org.calm4j.core.train}.
 */
@NullMarked
package org.calm4j.core.optim;

import org.jspecify.annotations.NullMarked;
