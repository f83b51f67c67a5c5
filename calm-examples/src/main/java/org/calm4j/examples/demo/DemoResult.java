package org.calm4j.examples.demo;

import org.jspecify.annotations.Nullable;

/**
 * What the demonstration found.
 *
 * @param autoencoder the first stage
 * @param languageModel the second stage; null if the demonstration was stopped before it
 */
public record DemoResult(
    AutoencoderFigures autoencoder, @Nullable LanguageModelFigures languageModel) {}
