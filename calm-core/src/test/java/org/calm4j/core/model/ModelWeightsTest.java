package org.calm4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.weights.SafetensorsFile;
import org.calm4j.core.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelWeightsTest {
  private static final ParameterSpec MATRIX =
      new ParameterSpec("matrix", new long[] {2, 3}, ParameterSpec.Start.NORMAL);
  private static final ParameterSpec BIAS =
      new ParameterSpec("bias", new long[] {2}, ParameterSpec.Start.ZEROS);

  @TempDir Path folder;

  private Map<String, INDArray> read(Map<String, INDArray> stored, String... ignored) {
    Path path = folder.resolve("model.safetensors");
    SafetensorsWriter.write(path, stored, Map.of());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return ModelWeights.read(folder, List.of(MATRIX, BIAS), file, Set.of(ignored));
    }
  }

  @Test
  void readsWhatTheConfigurationAsksFor() {
    INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    INDArray bias = Nd4j.createFromArray(7f, 8f);
    Map<String, INDArray> read =
        read(Map.of("bias", bias, "matrix", matrix, "tied", bias.dup()), "tied", "absent");
    assertThat(read.keySet()).containsExactly("matrix", "bias");
    assertThat(read.get("matrix")).isEqualTo(matrix);
    assertThat(read.get("bias")).isEqualTo(bias);
  }

  @Test
  void namesWhatDoesNotFit() {
    INDArray matrix = Nd4j.ones(2, 3).castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    INDArray bias = Nd4j.createFromArray(7f, 8f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("matrix", matrix)))
        .withMessage(folder + ": the weights lack the tensor bias");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("matrix", bias, "bias", bias)))
        .withMessage(
            folder + ": the tensor matrix has shape [2], the configuration asks for [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("matrix", matrix, "bias", bias, "other", bias)))
        .withMessage(
            folder
                + ": the weights hold the tensor other, which a model of this configuration has"
                + " not");
  }
}
