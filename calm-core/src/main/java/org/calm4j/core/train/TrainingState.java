package org.calm4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint holds besides arrays: {@code state.json}. Random streams need no state, they
 * are functions of the seed and the step.
 *
 * @param step steps done
 * @param tokens tokens learnt from
 * @param seconds training time
 * @param stepSeconds part of the training time that was spent in steps
 * @param optimizerUpdates {@link Optimizer#updates()}
 * @param seed seed of the run
 * @param data {@link Trainable#dataState()}
 * @param best the best evaluation so far
 * @param recentLosses losses of the last steps, oldest first
 * @param evaluations all evaluations, oldest first
 */
record TrainingState(
    long step,
    long tokens,
    double seconds,
    double stepSeconds,
    long optimizerUpdates,
    long seed,
    JsonNode data,
    @Nullable Best best,
    List<Double> recentLosses,
    List<Evaluation> evaluations) {}
