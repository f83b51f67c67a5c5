/**
 * Layers: the pieces models are written in. Each knows its parameters under their published names
 * and writes itself into a SameDiff graph in two spellings with one meaning, {@link
 * org.calm4j.core.engine.layer.Spelling}. {@code LayersTest} and {@code LanguageModelLayersTest}
 * hold the spellings against each other, values and gradients.
 */
@NullMarked
package org.calm4j.core.engine.layer;

import org.jspecify.annotations.NullMarked;
