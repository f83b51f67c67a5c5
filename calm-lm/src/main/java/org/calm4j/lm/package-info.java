/**
 * The language model that predicts the next vector; it will see an autoencoder only as {@link
 * org.calm4j.core.chunk.ChunkCodec}. Nothing is here yet.
 */
@NullMarked
package org.calm4j.lm;

import org.jspecify.annotations.NullMarked;
