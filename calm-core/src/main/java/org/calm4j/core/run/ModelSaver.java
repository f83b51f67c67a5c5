package org.calm4j.core.run;

import java.util.Map;
import org.calm4j.core.model.Provenance;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes the model folder at the end of a run: what its configuration says is the model's own. */
@FunctionalInterface
public interface ModelSaver {

  /**
   * Saves the model.
   *
   * @param weights arrays by parameter name, live: the best of the run, or the last ones
   * @param provenance where the model comes from, complete
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  void save(Map<String, INDArray> weights, Provenance provenance);
}
