/**
 * Comparing texts: an original with what came back from a model. Works on strings alone and knows
 * nothing of tokens or models.
 */
@NullMarked
package org.calm4j.eval.text;

import org.jspecify.annotations.NullMarked;
