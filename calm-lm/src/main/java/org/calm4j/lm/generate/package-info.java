/**
 * Sampling and generation: context to next chunks or vectors, temperature, key/value caches,
 * prompts of any length, streaming. What a temperature means for a black box lives in {@link
 * org.calm4j.core.sampling}.
 */
@NullMarked
package org.calm4j.lm.generate;

import org.jspecify.annotations.NullMarked;
