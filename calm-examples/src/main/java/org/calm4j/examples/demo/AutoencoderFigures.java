package org.calm4j.examples.demo;

import java.util.List;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.eval.reconstruction.NoiseAccuracy;
import org.calm4j.eval.reconstruction.Reconstruction;
import org.calm4j.examples.report.SentencePair;

/**
 * What the demonstration found out about the autoencoder.
 *
 * @param training how the training ended
 * @param reconstruction figures of held-out stories
 * @param noise figures of a part of them, by the noises of the settings
 * @param sentences held-out sentences
 * @param disturbed one of them, from vectors disturbed by each noise of the settings
 */
public record AutoencoderFigures(
    TrainingResult training,
    Reconstruction reconstruction,
    List<NoiseAccuracy> noise,
    List<SentencePair> sentences,
    List<SentencePair> disturbed) {}
