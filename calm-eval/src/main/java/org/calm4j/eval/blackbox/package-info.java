/**
 * Models of which nothing is known but how to draw from them, made fit for evaluation. Knows the
 * walls {@link org.calm4j.core.sampling.Sampler} and {@link org.calm4j.core.rollout.RolloutModel},
 * no score.
 */
@NullMarked
package org.calm4j.eval.blackbox;

import org.jspecify.annotations.NullMarked;
