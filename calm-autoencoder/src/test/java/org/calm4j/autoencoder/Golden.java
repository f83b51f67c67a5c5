package org.calm4j.autoencoder;

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

/** The golden numbers of the small autoencoder, and how they are compared with. */
final class Golden {
  static final AutoencoderConfig CONFIG =
      new AutoencoderConfig(320, 64, 160, 16, 4, 2, 2, 1e-6, 0.02);

  private Golden() {}

  static Map<String, INDArray> read(String resource) {
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

  /** The weights, the tied table once. */
  static Map<String, INDArray> weights() {
    Map<String, INDArray> weights = read("models/ae_k4.safetensors");
    weights.remove("decoder.lm_head_weight");
    return weights;
  }

  static int[] ints(INDArray array) {
    return array.reshape(array.length()).toIntVector();
  }

  /** Largest difference, relative to the largest entry of the stored tensor. */
  static void close(String what, INDArray actual, INDArray stored, double tolerance) {
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
