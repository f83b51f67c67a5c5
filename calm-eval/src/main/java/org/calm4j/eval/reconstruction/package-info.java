/**
 * How much of a text comes back from its vectors: of any {@link org.calm4j.core.chunk.ChunkCodec},
 * by position, and when the vectors are disturbed. Nothing here prints or draws.
 */
@NullMarked
package org.calm4j.eval.reconstruction;

import org.jspecify.annotations.NullMarked;
