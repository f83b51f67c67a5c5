package org.calm4j.core.train;

import java.util.Map;

/**
 * Scores on held-out data.
 *
 * @param step the step after which they were taken
 * @param metrics values by name
 * @param best whether this is the best so far
 * @param seconds how long the evaluation took
 */
public record Evaluation(long step, Map<String, Double> metrics, boolean best, double seconds) {}
