/**
 * Model folders: configuration, weights, tokenizer and provenance kept together, and the checks
 * that they belong together. {@link org.calm4j.core.model.ModelDirectory} is the folder, {@link
 * org.calm4j.core.model.ModelWeights} its tensors as parameters, {@link
 * org.calm4j.core.model.ChunkCodecs} opens a codec whatever its class. What a configuration means
 * is decided by the module whose model it is; nothing here knows graphs.
 */
@NullMarked
package org.calm4j.core.model;

import org.jspecify.annotations.NullMarked;
