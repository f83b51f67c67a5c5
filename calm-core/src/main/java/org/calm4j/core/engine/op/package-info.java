/**
 * Fused operations: one SameDiff op with a hand-derived gradient where the built-in spelling takes
 * many. Each class says its formula; {@code LayersTest} and {@code LanguageModelLayersTest} hold
 * values and gradients against the composed spelling and finite differences. Models do not use
 * these directly but through {@link org.calm4j.core.engine.layer}.
 */
@NullMarked
package org.calm4j.core.engine.op;

import org.jspecify.annotations.NullMarked;
