/**
 * The autoencoder of CALM (arXiv 2510.27688, section 2): K tokens become one vector and come back.
 * {@link org.calm4j.autoencoder.AutoencoderNetwork} is the architecture, {@link
 * org.calm4j.autoencoder.Autoencoder} the trained model as a {@link
 * org.calm4j.core.chunk.ChunkCodec}, {@link org.calm4j.autoencoder.AutoencoderTraining} its
 * training step. Language models do not belong here.
 */
@NullMarked
package org.calm4j.autoencoder;

import org.jspecify.annotations.NullMarked;
