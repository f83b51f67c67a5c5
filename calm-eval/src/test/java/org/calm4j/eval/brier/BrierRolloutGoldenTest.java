package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.weights.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The published estimator on the stored draws of small models with K below 4. */
class BrierRolloutGoldenTest {

  @ParameterizedTest
  @CsvSource({"brier_k1, 1", "brier_k1_b, 1", "brier_k2, 2", "brier_k3, 3"})
  void givesTheStoredTerms(String name, int k) throws URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(getClass().getResource("/golden/cases/" + name + ".safetensors"))
                .toURI());
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      long[] shape = file.info("acc_1").shape();
      int rows = (int) shape[0];
      int[] starts = IntStream.range(0, (int) shape[1]).toArray();
      double[] mean = new double[4];
      for (int row = 0; row < rows; row++) {
        int[] text = row(ints(file, "input_ids"), rows, row);
        BrierTerms terms =
            BrierTerms.estimate(
                BrierEstimator.PUBLISHED,
                rollouts(file, k, text.length / k, rows, row),
                new TokenChunks(text, k),
                starts,
                2);
        assertThat(flat(terms.first())).isEqualTo(row(file, "acc_1", rows, row));
        assertThat(flat(terms.second())).isEqualTo(row(file, "acc_2", rows, row));
        assertThat(flat(terms.collision())).isEqualTo(row(file, "collision", rows, row));
        for (int n = 0; n < 4; n++) {
          mean[n] += terms.factors()[n] / rows;
        }
      }
      float[] brier = file.floats("brier");
      for (int n = 0; n < 4; n++) {
        assertThat(mean[n]).isCloseTo(brier[n], within(1e-6));
      }
      try (INDArray score = file.read("brier_lm")) {
        assertThat(ProductRule.PUBLISHED.score(mean) / 100)
            .isCloseTo(score.getDouble(0), within(1e-6));
      }
    }
  }

  private static StoredRollouts rollouts(
      SafetensorsFile file, int k, int chunks, int rows, int row) {
    StoredRollouts rollouts = new StoredRollouts(k, chunks);
    int[] first = row(ints(file, "predictions_1"), rows, row);
    int[] second = row(ints(file, "predictions_2"), rows, row);
    for (int place = 0; place < chunks - 1; place++) {
      rollouts.put(
          new StoredRollouts.Context(place, 0), chunk(first, place, k), chunk(second, place, k));
    }
    int[] index = ints(file, "step_index");
    int[] tokens = ints(file, "step_tokens");
    for (int step = 0; step < index.length / 2; step++) {
      rollouts.put(
          new StoredRollouts.Context(index[2 * step], index[2 * step + 1]),
          chunk(tokens, 2 * step * rows + row, k),
          chunk(tokens, (2 * step + 1) * rows + row, k));
    }
    return rollouts;
  }

  private static int[] ints(SafetensorsFile file, String name) {
    try (INDArray array = file.read(name)) {
      return array.reshape(array.length()).toIntVector();
    }
  }

  private static int[] chunk(int[] ids, int index, int k) {
    return Arrays.copyOfRange(ids, index * k, (index + 1) * k);
  }

  private static int[] row(int[] all, int rows, int row) {
    int length = all.length / rows;
    return Arrays.copyOfRange(all, row * length, (row + 1) * length);
  }

  private static double[] row(SafetensorsFile file, String name, int rows, int row) {
    float[] all = file.floats(name);
    int length = all.length / rows;
    return IntStream.range(row * length, (row + 1) * length).mapToDouble(i -> all[i]).toArray();
  }

  private static double[] flat(double[][] table) {
    return Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
  }
}
