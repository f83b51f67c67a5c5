/**
 * BrierLM: how good a language model is that can be sampled but gives no probabilities. Estimators
 * of the score over a model's roll-outs or over any sampler, its error bars, comparison of two
 * models. Sees models only as {@link org.calm4j.core.rollout.RolloutModel}; nothing here prints or
 * draws.
 */
@NullMarked
package org.calm4j.eval.brier;

import org.jspecify.annotations.NullMarked;
