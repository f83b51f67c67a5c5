/**
 * Continuous autoregressive language models: configuration, training from a frozen {@link
 * org.calm4j.core.chunk.ChunkCodec}, model folders. What the model over tokens shares lives here
 * too, the rest in {@link org.calm4j.lm.ar}. The graphs live in {@link org.calm4j.lm.net}, what
 * turns hidden states into vectors in {@link org.calm4j.lm.head}, sampling and generation in {@link
 * org.calm4j.lm.generate}. Nothing here knows the autoencoder's class.
 */
@NullMarked
package org.calm4j.lm;

import org.jspecify.annotations.NullMarked;
