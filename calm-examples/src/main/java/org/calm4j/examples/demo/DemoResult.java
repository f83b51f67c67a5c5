package org.calm4j.examples.demo;

import org.jspecify.annotations.Nullable;

/**
 * What the demonstration found.
 *
 * @param autoencoder the first stage
 * @param languageModel the second stage; null if the demonstration was stopped before it
 * @param scores the comparison with a token-level model; null if it was stopped before that
 */
public record DemoResult(
    AutoencoderFigures autoencoder,
    @Nullable LanguageModelFigures languageModel,
    @Nullable ScoreFigures scores) {}
