package org.calm4j.lm.head;

import static org.calm4j.lm.Golden.GRADIENT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Backpropagation;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.Golden;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A head's loss of given rows, a hidden state each, with gradients. */
final class HeadLossCheck implements AutoCloseable {
  private final Map<String, SDVariable> made;
  private final Map<String, SDVariable> gradients;
  private final GraphPlan plan;

  /** Writes the loss of targets, times and noise. */
  interface Loss {
    Map<String, SDVariable> write(
        GraphScope scope,
        SDVariable hidden,
        SDVariable weights,
        SDVariable target,
        SDVariable t,
        SDVariable noise);
  }

  /**
   * Makes a plan; runs with {@link #run}.
   *
   * @param weights of the head, and {@code hidden}
   * @param inputs {@code target}, {@code t} in [0, 1) and {@code noise}
   */
  HeadLossCheck(
      Engine engine,
      Spelling spelling,
      Map<String, INDArray> weights,
      Map<String, INDArray> inputs,
      Loss loss) {
    GraphScope scope = new GraphScope(spelling, weights);
    Map<String, SDVariable> in = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    inputs.forEach(
        (name, array) -> {
          in.put(name, scope.graph().placeHolder(name, DataType.FLOAT, -1, array.size(1)));
          shapes.put(name, array.shape());
        });
    long rows = inputs.get("t").size(0);
    SDVariable counts = scope.graph().placeHolder("counts", DataType.FLOAT, -1);
    shapes.put("counts", new long[] {rows});
    made =
        loss.write(
            scope, scope.weight("hidden"), counts, in.get("target"), in.get("t"), in.get("noise"));
    gradients = Backpropagation.gradients(scope.graph(), made.get("loss"), weights.keySet());
    List<String> wanted = new ArrayList<>();
    made.values().forEach(variable -> wanted.add(variable.name()));
    gradients.values().forEach(variable -> wanted.add(variable.name()));
    plan = engine.plan(scope.graph(), shapes, wanted);
    inputs.forEach((name, array) -> plan.input(name).assign(array));
    plan.input("counts").assign(1.0 / rows);
  }

  void run() {
    plan.run();
  }

  INDArray output(String role) {
    return plan.output(made.get(role).name());
  }

  INDArray gradient(String name) {
    return plan.output(gradients.get(name).name());
  }

  void forward(String role, INDArray stored) {
    Golden.close(role, output(role), stored, role.equals("loss") ? Golden.LOSS : Golden.FORWARD);
  }

  /** Compares all gradients that are stored; returns how many. */
  int gradients(Map<String, INDArray> stored) {
    Golden.close("hidden", gradient("hidden"), stored.get("grad_hidden"), GRADIENT);
    int compared = 0;
    for (String name : gradients.keySet()) {
      INDArray expected = stored.get("grad." + name.replace("generative_head.", ""));
      if (expected != null) {
        Golden.close(name, gradient(name), expected, GRADIENT);
        compared++;
      }
    }
    return compared;
  }

  @Override
  public void close() {
    plan.close();
  }
}
