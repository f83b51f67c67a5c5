package org.calm4j.core.train;

/**
 * The best evaluation of a run so far; its checkpoint is kept.
 *
 * @param step the step of the checkpoint
 * @param metric name of the metric
 * @param value its value there
 */
public record Best(long step, String metric, double value) {}
