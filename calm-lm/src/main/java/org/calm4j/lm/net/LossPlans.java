package org.calm4j.lm.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanCache;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of a model under training, ready to run for batches of given sizes: with gradients,
 * which all plans write into the same arrays, and without. Not thread-safe.
 *
 * @param <K> what tells the sizes of batches apart
 */
public final class LossPlans<K> implements AutoCloseable {
  private static final int PLANS = 6;

  private final Engine engine;
  private final List<String> terms;
  private final BuiltGraph training;
  private final BuiltGraph scoring;
  private final PlanCache<K> trainingPlans = new PlanCache<>(PLANS);
  private final PlanCache<K> scoringPlans = new PlanCache<>(PLANS);
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private final Map<String, INDArray> targets = new LinkedHashMap<>();

  /**
   * Builds the graphs.
   *
   * @param graphs of the model, over the weights that are trained
   * @param terms what is read of the loss in training: outputs of {@link BackboneGraphs#loss}
   * @param engine what it runs on; stays the caller's
   */
  public LossPlans(BackboneGraphs graphs, List<String> terms, Engine engine) {
    this.engine = engine;
    this.terms = List.copyOf(terms);
    training = graphs.training();
    scoring = graphs.loss();
    for (ParameterSpec spec : graphs.parameters()) {
      INDArray gradient = Nd4j.createUninitializedDetached(DataType.FLOAT, spec.shape()).assign(0);
      gradients.put(spec.name(), gradient);
      targets.put(training.output(BackboneGraphs.GRADIENT + spec.name()), gradient);
    }
  }

  /**
   * A plan of the loss.
   *
   * @param plan to be filled and run
   * @param graph what it computes
   */
  public record LossPlan(GraphPlan plan, BuiltGraph graph) {

    /**
     * One of the terms, after the plan has run.
     *
     * @param role its name
     * @return the array
     */
    public INDArray term(String role) {
      return plan.output(graph.output(role));
    }

    /**
     * The loss, after the plan has run.
     *
     * @return the mean over what counts
     */
    public double loss() {
      return term("loss").getFloat(0);
    }
  }

  /**
   * The loss with gradients.
   *
   * @param sizes of the batch
   * @param shapes of its placeholders
   * @return a plan, owned by this object
   */
  public LossPlan training(K sizes, Map<String, long[]> shapes) {
    GraphPlan plan =
        trainingPlans.get(
            sizes,
            memory -> {
              List<String> outputs = new ArrayList<>(targets.keySet());
              terms.forEach(term -> outputs.add(training.output(term)));
              return engine.plan(training.graph(), shapes, outputs, targets, memory);
            });
    return new LossPlan(plan, training);
  }

  /**
   * The loss alone.
   *
   * @param sizes of the batch
   * @param shapes of its placeholders
   * @return a plan, owned by this object
   */
  public LossPlan scoring(K sizes, Map<String, long[]> shapes) {
    GraphPlan plan =
        scoringPlans.get(
            sizes,
            memory ->
                engine.plan(
                    scoring.graph(), shapes, List.of(scoring.output("loss")), Map.of(), memory));
    return new LossPlan(plan, scoring);
  }

  /**
   * The gradients, live.
   *
   * @return FLOAT arrays by parameter name, owned by this object
   */
  public Map<String, INDArray> gradients() {
    return gradients;
  }

  /** Sets all gradients to zero: what a batch without anything to learn gives. */
  public void clearGradients() {
    gradients.values().forEach(gradient -> gradient.assign(0));
  }

  /**
   * Where the time of a training step goes.
   *
   * @return the report of the plan used last
   * @throws IllegalStateException before the first step
   */
  public PlanReport report() {
    return trainingPlans.latest().report();
  }

  /**
   * Arithmetic of the matrix products of a training step.
   *
   * @return floating-point operations, 0 before the first step
   */
  public double flops() {
    return trainingPlans.flops();
  }

  /** Forgets the times measured so far, for example those of the first, cold steps. */
  public void resetReport() {
    trainingPlans.latest().resetReport();
  }

  @Override
  public void close() {
    trainingPlans.close();
    scoringPlans.close();
    gradients.values().forEach(INDArray::close);
  }
}
