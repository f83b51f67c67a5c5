/**
 * A language model seen from outside, at all places of a text at once: what an evaluation by
 * roll-outs asks of it. No model and no score lives here.
 */
@NullMarked
package org.calm4j.core.rollout;

import org.jspecify.annotations.NullMarked;
