package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.weights.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class BrierFormulaGoldenTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void givesThePublishedNumbers(int k) throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(
                    getClass().getResource("/golden/cases/brier_formula.safetensors"))
                .toURI());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      BrierTerms terms =
          BrierTerms.ofSamples(
              chunks(file, k, "predictions_1"),
              chunks(file, k, "predictions_2"),
              chunks(file, k, "targets"));
      float[] brier = file.floats("k" + k + ".brier");
      double[] factors = terms.factors();
      for (int n = 0; n < 4; n++) {
        assertThat(factors[n]).isCloseTo(brier[n], within(1e-6));
      }
      try (INDArray score = file.read("k" + k + ".brier_lm")) {
        assertThat(ProductRule.PUBLISHED.score(factors) / 100)
            .isCloseTo(score.getDouble(0), within(1e-6));
      }
    }
  }

  private static TokenChunks chunks(SafetensorsFile file, int k, String name) {
    try (INDArray array = file.read("k" + k + "." + name)) {
      return new TokenChunks(array.reshape(array.length()).toIntVector(), k);
    }
  }
}
