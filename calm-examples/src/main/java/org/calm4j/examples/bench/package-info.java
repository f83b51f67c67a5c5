/**
 * Timings of the library on this machine, alone or in turns with a PyTorch implementation of the
 * same models. Sizes and protocol are the peer's.
 */
@NullMarked
package org.calm4j.examples.bench;

import org.jspecify.annotations.NullMarked;
