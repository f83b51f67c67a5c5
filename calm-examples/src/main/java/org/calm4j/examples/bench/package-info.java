/**
 * Timings of the library on this machine, alone or in turns with a PyTorch implementation of the
 * same models, with sizes and protocol of these; and of training steps against batch, length and
 * vocabulary.
 */
@NullMarked
package org.calm4j.examples.bench;

import org.jspecify.annotations.NullMarked;
