/**
 * Drawing chunks from a black box, {@link org.calm4j.core.sampling.Sampler}, and sharpening what it
 * draws to a temperature although its probabilities are unknown (paper section 5): exactly for any
 * temperature, {@link org.calm4j.core.sampling.ExactTemperature}, or approximately from a pool of
 * candidates, {@link org.calm4j.core.sampling.CandidatePool}, of which {@link
 * org.calm4j.core.sampling.AgreeingSets} and {@link org.calm4j.core.sampling.CandidateElimination}
 * look at as few as they can. Nothing here knows a model or a graph.
 */
@NullMarked
package org.calm4j.core.sampling;

import org.jspecify.annotations.NullMarked;
