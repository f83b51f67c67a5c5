package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.core.weights.SafetensorsFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The golden numbers of the small energy model, and how they are compared with. */
public final class Golden {
  public static final double FORWARD = 2e-5;
  public static final double LOSS = 5e-6;
  public static final double GRADIENT = 1e-4;

  public static final EnergyHeadConfig HEAD = new EnergyHeadConfig(2, 8, 8, 100, 1);

  public static final CalmConfig CONFIG =
      new CalmConfig(
          320, 319, 4, 16, new BackboneConfig(64, 176, 3, 4, 2, 2048, 10000, 1e-6), HEAD, 0.02);

  private Golden() {}

  public static Map<String, INDArray> read(String resource) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + resource)) {
      Path file = Files.createTempFile("golden", ".safetensors");
      try {
        Files.write(file, in.readAllBytes());
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        try (SafetensorsFile tensor = SafetensorsFile.open(file)) {
          for (String name : tensor.names()) {
            tensors.put(name, tensor.read(name));
          }
        }
        return tensors;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Map<String, INDArray> golden(String name) {
    return read("cases/" + name + ".safetensors");
  }

  /** The language model's weights, each once. */
  public static Map<String, INDArray> weights() {
    Map<String, INDArray> weights = read("models/calm_k4_energy.safetensors");
    weights
        .keySet()
        .removeIf(name -> name.startsWith("ae_model.") || name.startsWith("generative_head."));
    return weights;
  }

  /** The weights of the autoencoder inside, the tied table once. */
  public static Map<String, INDArray> autoencoderWeights() {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    read("models/calm_k4_energy.safetensors")
        .forEach(
            (name, array) -> {
              if (name.startsWith("ae_model.") && !name.endsWith("lm_head_weight")) {
                weights.put(name.substring("ae_model.".length()), array);
              }
            });
    return weights;
  }

  public static int[] ints(INDArray array) {
    return array.reshape(array.length()).toIntVector();
  }

  public static float[] floats(INDArray array) {
    return array.dup('c').reshape(array.length()).toFloatVector();
  }

  /** Largest difference, relative to the largest entry of the stored tensor. */
  public static void close(String what, INDArray actual, INDArray stored, double tolerance) {
    double[] a = actual.castTo(DataType.DOUBLE).dup('c').reshape(actual.length()).toDoubleVector();
    double[] s = stored.castTo(DataType.DOUBLE).dup('c').reshape(stored.length()).toDoubleVector();
    assertThat(a).as(what).hasSameSizeAs(s);
    double scale = 0;
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      scale = Math.max(scale, Math.abs(s[i]));
      worst =
          Math.max(worst, Double.isNaN(a[i]) ? Double.POSITIVE_INFINITY : Math.abs(a[i] - s[i]));
    }
    assertThat(worst).as(what + ", largest entry " + scale).isLessThanOrEqualTo(tolerance * scale);
  }
}
