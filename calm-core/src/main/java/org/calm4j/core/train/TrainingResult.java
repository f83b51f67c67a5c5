package org.calm4j.core.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended. All numbers are of the whole run, also of its parts before a resume.
 *
 * @param steps steps done
 * @param tokens tokens learnt from
 * @param seconds training time, evaluations and checkpoints included
 * @param tokensPerSecond mean pace of the steps, without evaluations and checkpoints
 * @param finalLoss mean loss over the last steps, 50 at most
 * @param best the best evaluation, null if none was asked for or made
 * @param evaluations all evaluations, oldest first
 * @param complete whether the budget was spent; false if the run was stopped before
 */
public record TrainingResult(
    long steps,
    long tokens,
    double seconds,
    double tokensPerSecond,
    double finalLoss,
    @Nullable Best best,
    List<Evaluation> evaluations,
    boolean complete) {}
