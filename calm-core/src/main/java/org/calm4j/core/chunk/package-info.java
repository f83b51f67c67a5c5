/**
 * The vector-chunk API: chunks of K tokens, their vectors, and {@link
 * org.calm4j.core.chunk.ChunkCodec}, the wall between the autoencoder and everything that works
 * with its vectors. Nothing here knows a graph.
 */
@NullMarked
package org.calm4j.core.chunk;

import org.jspecify.annotations.NullMarked;
