/**
 * What turns hidden states into vectors: a {@link org.calm4j.lm.head.Head} per kind, with its
 * parameters, its loss and its sampler. Nothing here knows the backbone, texts or files; random
 * numbers come from the caller.
 */
@NullMarked
package org.calm4j.lm.head;

import org.jspecify.annotations.NullMarked;
