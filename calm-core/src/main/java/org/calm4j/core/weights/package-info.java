/**
 * Weights files in the safetensors format: named tensors between disk and ND4J arrays. What the
 * tensors mean is decided elsewhere; nothing here knows models or graphs.
 */
@NullMarked
package org.calm4j.core.weights;

import org.jspecify.annotations.NullMarked;
