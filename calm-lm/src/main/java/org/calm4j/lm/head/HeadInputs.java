package org.calm4j.lm.head;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What the loss of a head is computed from.
 *
 * @param hidden hidden states of the positions that predict {@code [positions, hidden]}
 * @param mean posterior means of the chunks they predict {@code [positions, latent]}
 * @param logStd posterior logStds {@code [positions, latent]}
 * @param weights weight of each position in the loss {@code [positions]}; 0 leaves one out
 */
public record HeadInputs(
    SDVariable hidden, SDVariable mean, SDVariable logStd, SDVariable weights) {}
