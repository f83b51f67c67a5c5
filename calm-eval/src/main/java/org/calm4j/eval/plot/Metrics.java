package org.calm4j.eval.plot;

import java.util.Map;

/**
 * The curves of a run by name, each group in the order in which its file names them.
 *
 * @param losses the loss, then its terms
 * @param rates learning rate, gradient norm, tokens per second
 * @param evaluations scores on held-out data
 */
record Metrics(
    Map<String, Curve> losses, Map<String, Curve> rates, Map<String, Curve> evaluations) {}
