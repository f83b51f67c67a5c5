/**
 * Weights files: named tensors between disk and ND4J arrays. {@link
 * org.calm4j.core.weights.TensorSource} is what all containers have in common. What the tensors
 * mean is decided elsewhere; nothing here knows models or graphs.
 */
@NullMarked
package org.calm4j.core.weights;

import org.jspecify.annotations.NullMarked;
