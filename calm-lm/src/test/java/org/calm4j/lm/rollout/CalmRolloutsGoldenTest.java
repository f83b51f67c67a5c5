package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.eval.brier.BrierEstimator;
import org.calm4j.eval.brier.BrierTerms;
import org.calm4j.eval.brier.ProductRule;
import org.calm4j.lm.Golden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** BrierLM of the golden models, their noise given: hidden states, tokens and scores. */
class CalmRolloutsGoldenTest {
  private static final int ROWS = 2;

  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Stored noise of one row of text; consumed start by start there, all starts at once here. */
  private record Stored(Map<String, INDArray> tensors, int row, int predicted)
      implements HeadNoise {

    @Override
    public void fill(INDArray noise, BranchTree tree, int[] branches, long call, int draw) {
      assertThat(draw).isZero();
      int samples = 2;
      for (int i = 0; i < branches.length; i++) {
        for (int sample = 0; sample < samples; sample++) {
          INDArray uniforms = uniforms(tree, branches[i], sample);
          noise.getRow((long) i * samples + sample).assign(uniforms.sub(0.5));
        }
      }
    }

    private INDArray uniforms(BranchTree tree, int branch, int sample) {
      int place = tree.place(branch);
      int depth = tree.depth(branch);
      if (depth == 0) {
        return tensors.get("noise").slice(sample).getRow((long) row * predicted + place);
      }
      INDArray step = tensors.get("step_noise").slice(step(place, depth).orElseThrow());
      return step.slice(sample).getRow(row);
    }

    OptionalInt step(int place, int depth) {
      INDArray index = tensors.get("step_index");
      return IntStream.range(0, (int) index.size(0))
          .filter(i -> index.getInt(i, 0) == place && index.getInt(i, 1) == depth)
          .findFirst();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "brier_k4, 4, FUSED", "brier_k4, 4, COMPOSED",
    "brier_k3, 3, FUSED", "brier_k3, 3, COMPOSED",
    "brier_k2, 2, FUSED", "brier_k2, 2, COMPOSED",
    "brier_k1, 1, FUSED", "brier_k1, 1, COMPOSED",
    "brier_k1_b, 1, FUSED", "brier_k1_b, 1, COMPOSED"
  })
  void terms(String name, int k, Spelling spelling) {
    Map<String, INDArray> stored = golden(name);
    int[] ids = ints(stored.get("input_ids"));
    int perRow = ids.length / ROWS;
    int predicted = perRow / k - 1;
    int starts = k == 4 ? predicted : (int) stored.get("acc_1").size(1);
    double[] factors = new double[4];
    int compared = 0;
    try (GoldenModel model = GoldenModel.open(k, engine);
        CalmRolloutModel rollouts =
            new CalmRolloutModel(
                model.config(), model.weights(), model.codec(), -1, engine, spelling)) {
      for (int row = 0; row < ROWS; row++) {
        int[] text = Arrays.copyOfRange(ids, row * perRow, (row + 1) * perRow);
        Stored noise = new Stored(stored, row, predicted);
        try (CalmRollouts opened = rollouts.open(text, noise)) {
          BrierTerms terms =
              BrierTerms.estimate(
                  BrierEstimator.PUBLISHED,
                  opened,
                  new TokenChunks(text, k),
                  IntStream.range(0, starts).toArray(),
                  2);
          if (k < 4) {
            same("acc_1", terms.first(), stored.get("acc_1").slice(row));
            same("acc_2", terms.second(), stored.get("acc_2").slice(row));
            same("collision", terms.collision(), stored.get("collision").slice(row));
          }
          for (int n = 0; n < 4; n++) {
            factors[n] += terms.factors()[n] / ROWS;
          }
          compared += hiddenStates(opened.session().states(), noise);
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(k == 4 ? 2 * predicted : starts);
    float[] brier = Golden.floats(stored.get("brier"));
    for (int n = 0; n < 4; n++) {
      assertThat(factors[n]).isCloseTo(brier[n], within(1e-6));
    }
    assertThat(ProductRule.PUBLISHED.score(factors) / 100)
        .isCloseTo(stored.get("brier_lm").getDouble(0), within(1e-6));
  }

  private static void same(String what, double[][] actual, INDArray stored) {
    for (int start = 0; start < actual.length; start++) {
      for (int n = 0; n < 4; n++) {
        assertThat(actual[start][n]).as(what).isEqualTo(stored.getDouble(start, n));
      }
    }
  }

  /** Every branch that was made; returns how many. */
  private static int hiddenStates(BranchStates states, Stored stored) {
    BranchTree tree = states.tree();
    INDArray hidden = stored.tensors.get("hidden");
    int width = (int) hidden.size(2);
    INDArray all = Nd4j.create(DataType.FLOAT, tree.count(), width);
    states.gather(IntStream.range(0, tree.count()).toArray(), 0, tree.count(), all);
    int compared = 0;
    for (int branch = 0; branch < tree.count(); branch++) {
      int place = tree.place(branch);
      if (branch < tree.places()) {
        if (branch < stored.predicted) {
          INDArray expected = hidden.slice(stored.row).getRow(place);
          close("place " + place, all.getRow(branch), expected, FORWARD);
          compared++;
        }
        continue;
      }
      int step = stored.step(place, tree.depth(branch)).orElseThrow();
      INDArray expected = stored.tensors.get("step_hidden").slice(step).getRow(stored.row);
      close("step " + step, all.getRow(branch), expected, FORWARD);
      compared++;
    }
    return compared;
  }
}
