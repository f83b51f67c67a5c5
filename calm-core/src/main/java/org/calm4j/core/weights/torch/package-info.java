/**
 * PyTorch's weights files: a zip archive of a pickle that describes the tensors, and of their raw
 * storages. A pickle is a program; only the few things that weights need are carried out here,
 * everything else is refused by name.
 */
@NullMarked
package org.calm4j.core.weights.torch;

import org.jspecify.annotations.NullMarked;
