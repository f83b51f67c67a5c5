package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.layer.Spelling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The autoencoder against the golden numbers, in both spellings. */
class AutoencoderParityTest {
  private static final double FORWARD = 2e-5;
  private static final double LOSS = 5e-6;
  private static final double GRADIENT = 1e-4;

  private final Map<String, INDArray> weights = Golden.weights();
  private final AutoencoderNetwork network = new AutoencoderNetwork(Golden.CONFIG);

  @ParameterizedTest
  @EnumSource
  void trainingLossAndAllGradients(Spelling spelling) {
    Map<String, INDArray> golden = Golden.read("cases/ae_train.safetensors");
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    AutoencoderGraphs.Built built = graphs.training(AutoencoderObjective.published());
    try (Engine engine = new Engine(2);
        GraphPlan plan =
            engine.plan(built.graph(), shapes(graphs, spelling), AutoencoderGraphs.names(built))) {
      plan.input(AutoencoderGraphs.NOISE).assign(golden.get("eps").reshape(8, 16));
      plan.input(AutoencoderGraphs.LATENT_SCALE)
          .assign(golden.get("latent_keep").reshape(8, 16).div(0.85));
      assign(plan, AutoencoderGraphs.LABELS, Golden.ints(golden.get("labels")));
      assign(plan, AutoencoderGraphs.IDS, Golden.ints(golden.get("dropped_ids")));
      if (spelling == Spelling.FUSED) {
        int[] identity = new int[32];
        java.util.Arrays.setAll(identity, i -> i);
        assign(plan, AutoencoderGraphs.POSITIONS, identity);
      }
      for (int run = 0; run < 2; run++) { // a replay gives the same
        plan.run();
        Map<String, String> out = built.outputs();
        Golden.close("kl", plan.output(out.get("kl")), golden.get("kl_term"), LOSS);
        Golden.close(
            "cross entropy",
            plan.output(out.get("cross_entropy")),
            golden.get("cross_entropy"),
            LOSS);
        Golden.close("loss", plan.output(out.get("loss")), golden.get("train_loss"), LOSS);
        int gradients = 0;
        for (String name : weights.keySet()) {
          Golden.close(
              name, plan.output(out.get("grad/" + name)), golden.get("grad." + name), GRADIENT);
          gradients++;
        }
        assertThat(gradients).isEqualTo(27);
      }
      System.out.println(plan.report());
    }
  }

  private static Map<String, long[]> shapes(AutoencoderGraphs graphs, Spelling spelling) {
    Map<String, long[]> shapes = new HashMap<>(graphs.idShapes(32, 32));
    shapes.put(AutoencoderGraphs.LABELS, new long[] {32});
    shapes.put(AutoencoderGraphs.NOISE, new long[] {8, 16});
    shapes.put(AutoencoderGraphs.LATENT_SCALE, new long[] {8, 16});
    return shapes;
  }

  private static void assign(GraphPlan plan, String placeholder, int[] values) {
    org.calm4j.core.engine.kernel.Memory.of(plan.input(placeholder)).put(values, values.length);
  }
}
