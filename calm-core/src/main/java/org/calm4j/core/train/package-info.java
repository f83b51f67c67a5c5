/**
 * The training loop: schedules, budgets, gradient accumulation, evaluation, metrics, checkpoints
 * and resuming to the same bits. {@link org.calm4j.core.train.Trainer} is the loop, {@link
 * org.calm4j.core.train.RunFolder} the files of a run.
 *
 * <p>Nothing here knows a graph, a model's architecture or a kind of text: a model comes in as
 * {@link org.calm4j.core.train.Trainable}, an update rule as {@link
 * org.calm4j.core.train.Optimizer}.
 */
@NullMarked
package org.calm4j.core.train;

import org.jspecify.annotations.NullMarked;
