/**
 * Whole training runs, from token stores to a model folder: {@link org.calm4j.core.run.ModelRun}
 * ties the training loop, the optimiser, the run's folder and the provenance together for any
 * model. The loop itself lives in {@link org.calm4j.core.train}, which knows neither texts nor
 * model folders; what a model computes and how its folder is written stays with its module.
 */
@NullMarked
package org.calm4j.core.run;

import org.jspecify.annotations.NullMarked;
