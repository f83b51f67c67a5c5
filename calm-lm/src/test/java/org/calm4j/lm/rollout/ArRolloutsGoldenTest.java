package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierTerms;
import org.calm4j.eval.brier.ProductRule;
import org.calm4j.lm.Golden;
import org.calm4j.lm.ar.ArGolden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** BrierLM of the golden token-level model, its draws given. */
class ArRolloutsGoldenTest {
  private static final int ROWS = 2;
  private static final double TOLERANCE = 5e-6;

  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** A model's probabilities and stored draws. */
  private record Drawn(ArRollouts model, Map<String, INDArray> stored, int row)
      implements ExactRollouts {

    @Override
    public int[] draw(int[] branches, int samples) {
      BranchTree tree = model.session().states().tree();
      INDArray index = stored.get("draw_index");
      INDArray draws = stored.get("draws");
      int[] result = new int[2 * branches.length];
      for (int i = 0; i < branches.length; i++) {
        int place = tree.place(branches[i]);
        int depth = tree.depth(branches[i]);
        int call =
            IntStream.range(0, (int) index.size(0))
                .filter(c -> index.getInt(c, 0) == place && index.getInt(c, 1) == depth)
                .findFirst()
                .orElseThrow();
        result[2 * i] = draws.slice(call).getInt(row, 0);
        result[2 * i + 1] = draws.slice(call).getInt(row, 1);
      }
      return result;
    }

    @Override
    public int places() {
      return model.places();
    }

    @Override
    public int[] extend(int[] branches, int[] chunks) {
      return model.extend(branches, chunks);
    }

    @Override
    public double[] probabilities(int[] branches, int[] tokens) {
      return model.probabilities(branches, tokens);
    }

    @Override
    public double[] collisions(int[] branches) {
      return model.collisions(branches);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void terms(Spelling spelling) {
    Map<String, INDArray> stored = golden("ar_eval");
    int[] ids = ints(stored.get("input_ids"));
    int perRow = ids.length / ROWS;
    int[] starts = IntStream.range(0, perRow - 4).toArray();
    double[] factors = new double[4];
    try (ArRolloutModel model =
        new ArRolloutModel(
            ArGolden.CONFIG,
            ArGolden.weights(),
            0,
            -1,
            engine,
            spelling,
            TokenDistributions.BLOCK)) {
      for (int row = 0; row < ROWS; row++) {
        int[] text = Arrays.copyOfRange(ids, row * perRow, (row + 1) * perRow);
        try (Drawn drawn = new Drawn(model.open(text, 1), stored, row)) {
          BrierTerms terms =
              BrierTerms.estimate(
                  BrierEstimator.PUBLISHED, drawn, new TokenChunks(text, 1), starts, 2);
          for (int start : starts) {
            for (int n = 0; n < 4; n++) {
              double accuracy = stored.get("acc").slice(row).getDouble(start, n);
              assertThat(terms.first()[start][n]).isCloseTo(accuracy, within(TOLERANCE));
              double term = stored.get("terms").slice(row).getDouble(start, n);
              assertThat(terms.term(start, n + 1)).isCloseTo(term, within(TOLERANCE));
            }
          }
          for (int n = 0; n < 4; n++) {
            factors[n] += terms.factors()[n] / ROWS;
          }
        }
      }
    }
    float[] brier = Golden.floats(stored.get("brier"));
    for (int n = 0; n < 4; n++) {
      assertThat(factors[n]).isCloseTo(brier[n], within(TOLERANCE));
    }
    assertThat(ProductRule.PUBLISHED.score(factors) / 100)
        .isCloseTo(stored.get("brier_lm").getDouble(0), within(TOLERANCE));
  }
}
