package org.calm4j.examples.demo;

import java.util.List;
import org.calm4j.core.train.TrainingResult;
import org.calm4j.lm.generate.Generation;

/**
 * What the demonstration found out about the language model.
 *
 * @param training how the training ended
 * @param prompt what the samples begin with
 * @param samples a text per temperature
 */
public record LanguageModelFigures(TrainingResult training, String prompt, List<Sample> samples) {

  /**
   * A text that the model wrote.
   *
   * @param temperature of the sampling
   * @param generation the text behind the prompt, and times
   */
  public record Sample(double temperature, Generation generation) {}
}
