package org.calm4j.lm.ar;

import java.util.Map;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.Golden;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The small token-level model of the golden numbers. */
public final class ArGolden {
  public static final ArConfig CONFIG =
      new ArConfig(160, new BackboneConfig(48, 128, 2, 4, 2, 2048, 10000, 1e-6), 0.02);

  private ArGolden() {}

  public static Map<String, INDArray> weights() {
    return Golden.read("models/ar_llama.safetensors");
  }
}
