/**
 * Plots as PNG files, drawn without a display: training runs, reconstruction, latent vectors,
 * scores. They take files and plain numbers, so that any model can use them; nothing here computes
 * with a model.
 */
@NullMarked
package org.calm4j.eval.plot;

import org.jspecify.annotations.NullMarked;
