/**
 * The token-level baseline: the same Llama backbone over tokens with a softmax, its configuration,
 * training and model folders. What it shares with the model over chunks lives above, in {@link
 * org.calm4j.lm}; the graphs live in {@link org.calm4j.lm.net}, generation in {@link
 * org.calm4j.lm.generate}.
 */
@NullMarked
package org.calm4j.lm.ar;

import org.jspecify.annotations.NullMarked;
