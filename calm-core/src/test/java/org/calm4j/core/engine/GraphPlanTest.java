package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.calm4j.core.engine.TestArrays.floats;
import static org.calm4j.core.engine.TestArrays.normal;
import static org.calm4j.core.engine.TestArrays.put;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.calm4j.core.engine.layer.GatedMlpLayer;
import org.calm4j.core.engine.layer.GraphScope;
import org.calm4j.core.engine.layer.Layer;
import org.calm4j.core.engine.layer.LinearLayer;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.engine.layer.RmsNormLayer;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.engine.op.Linear;
import org.calm4j.core.random.RandomStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GraphPlanTest {
  private final SplittableRandom random = new SplittableRandom(3);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** Two normalised gated units with a residual, a linear map, a mean of squares as loss. */
  private record Model(SameDiff graph, String loss, String output, Map<String, String> gradients) {
    static Model of(Spelling spelling, int size, int inner) {
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        layers.add(new RmsNormLayer("norm" + i, size, 1e-6));
        layers.add(new GatedMlpLayer("mlp" + i, size, inner));
      }
      LinearLayer last = new LinearLayer("last", size, size, true);
      layers.add(last);
      Map<String, INDArray> weights = new java.util.LinkedHashMap<>();
      for (Layer layer : layers) {
        for (ParameterSpec spec : layer.parameters()) {
          weights.put(spec.name(), spec.initialize(new RandomStreams(1), 0.1));
        }
      }
      GraphScope scope = new GraphScope(spelling, weights);
      SDVariable x = scope.graph().placeHolder("x", DataType.FLOAT, -1, size);
      SDVariable y = x;
      for (int i = 0; i < 2; i++) {
        y = scope.sum(y, layers.get(2 * i + 1).apply(scope, layers.get(2 * i).apply(scope, y)));
      }
      y = last.apply(scope, y);
      SDVariable loss = y.mul(y).mean();
      Map<String, String> gradients = new java.util.LinkedHashMap<>();
      Backpropagation.gradients(scope.graph(), loss, weights.keySet())
          .forEach((name, gradient) -> gradients.put(name, gradient.name()));
      return new Model(scope.graph(), loss.name(), y.name(), gradients);
    }

    List<String> wanted() {
      List<String> names = new ArrayList<>(gradients.values());
      names.add(loss);
      names.add(output);
      return names;
    }

    GraphPlan plan(Engine engine, int rows, int size) {
      return engine.plan(graph, Map.of("x", new long[] {rows, size}), wanted());
    }

    List<float[]> results(GraphPlan plan) {
      return wanted().stream().map(name -> floats(plan.output(name))).toList();
    }
  }

  private static void sameBits(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i)).as("result " + i).isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void replaysGiveTheSameBits(Spelling spelling) {
    Model model = Model.of(spelling, 24, 40);
    float[] x = floats(normal(random, 9, 24));
    float[] other = floats(normal(random, 9, 24));
    try (GraphPlan plan = model.plan(engine, 9, 24)) {
      put(plan, "x", x);
      plan.run();
      List<float[]> first = model.results(plan);
      assertThat(first.get(0))
          .doesNotContain(Float.NaN)
          .isNotEqualTo(new float[first.get(0).length]);
      plan.run();
      sameBits(model.results(plan), first);
      put(plan, "x", other);
      plan.run();
      assertThat(model.results(plan).get(0)).isNotEqualTo(first.get(0));
      put(plan, "x", x);
      plan.run();
      sameBits(model.results(plan), first);
    }
  }

  @Test
  void threadsDoNotChangeTheBits() {
    // Large enough that the kernels split: 300 rows of 130.
    Model model = Model.of(Spelling.FUSED, 130, 150);
    float[] x = floats(normal(random, 300, 130));
    List<List<float[]>> results = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      try (Engine own = new Engine(threads);
          GraphPlan plan = model.plan(own, 300, 130)) {
        put(plan, "x", x);
        plan.run();
        results.add(model.results(plan));
      }
    }
    sameBits(results.get(1), results.get(0));
    sameBits(results.get(2), results.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void severalPlansOfOneGraphLiveSideBySide(Spelling spelling) {
    Model model = Model.of(spelling, 16, 24);
    float[] x = floats(normal(random, 12, 16));
    try (GraphPlan large = model.plan(engine, 12, 16)) {
      put(large, "x", x);
      large.run();
      List<float[]> before = model.results(large);
      try (GraphPlan small = model.plan(engine, 5, 16)) {
        put(small, "x", java.util.Arrays.copyOf(x, 5 * 16));
        small.run();
        large.run();
        sameBits(model.results(large), before);
        small.run();
        assertThat(small.output(model.output()).shape()).containsExactly(5, 16);
        assertThat(floats(small.output(model.output())))
            .containsExactly(
                java.util.Arrays.copyOf(floats(large.output(model.output())), 5 * 16),
                org.assertj.core.data.Offset.offset(1e-5f));
      }
      large.run();
      sameBits(model.results(large), before);
    }
  }

  @Test
  void writesOutputsIntoTheCallersArrays() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    float[] x = floats(normal(random, 7, 16));
    Map<String, INDArray> targets = new java.util.LinkedHashMap<>();
    model
        .gradients()
        .forEach(
            (name, gradient) ->
                targets.put(
                    gradient, model.graph().getArrForVarName(name).ulike().assign(Float.NaN)));
    // A window inside a longer array: its neighbours must stay as they are.
    INDArray longer = Nd4j.create(DataType.FLOAT, 20, 16).assign(7);
    INDArray window =
        longer.get(
            org.nd4j.linalg.indexing.NDArrayIndex.interval(2, 18),
            org.nd4j.linalg.indexing.NDArrayIndex.all());
    targets.put(model.gradients().get("last.weight"), window);
    try (PlanMemory memory = new PlanMemory();
        GraphPlan plain = model.plan(engine, 7, 16);
        GraphPlan plan =
            engine.plan(
                model.graph(), Map.of("x", new long[] {7, 16}), model.wanted(), targets, memory)) {
      put(plain, "x", x);
      put(plan, "x", x);
      plain.run();
      plan.run();
      sameBits(model.results(plan), model.results(plain));
      targets.forEach(
          (gradient, target) ->
              assertThat(floats(target)).isEqualTo(floats(plain.output(gradient))));
    }
    assertThat(longer.getFloat(1, 15)).isEqualTo(7f);
    assertThat(longer.getFloat(18, 0)).isEqualTo(7f);
    // The arrays are the caller's: they outlive the plan.
    assertThat(targets.values()).noneMatch(INDArray::wasClosed);
  }

  @Test
  void refusesTargetsOfAnotherSize() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    String gradient = model.gradients().get("last.weight");
    try (PlanMemory memory = new PlanMemory()) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  engine.plan(
                      model.graph(),
                      Map.of("x", new long[] {7, 16}),
                      model.wanted(),
                      Map.of(gradient, Nd4j.create(DataType.FLOAT, 3, 5)),
                      memory))
          .withMessage(
              "the output %s cannot be written into an array of shape [3, 5]".formatted(gradient));
    }
  }

  @Test
  void saysWhichShapeIsMissingOrUnknown() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.plan(model.graph(), Map.of(), model.wanted()))
        .withMessageContaining("the placeholder x has no shape");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.plan(
                    model.graph(),
                    Map.of("x", new long[] {7, 16}, "nothing", new long[] {1}),
                    model.wanted()))
        .withMessageContaining("the graph has no placeholder nothing");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine.plan(model.graph(), Map.of("x", new long[] {7, 16}), List.of("no_output")))
        .withMessageContaining("no_output");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> engine.plan(model.graph(), Map.of("x", new long[] {7, 17}), model.wanted()))
        .withMessageContaining("17");
  }

  @Test
  void saysWhatItHolds() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    try (GraphPlan plan = model.plan(engine, 7, 16)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plan.input("y"))
          .withMessage("the plan has no placeholder y, only [x]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plan.output("norm0.weight"))
          .withMessageContaining("the plan has no output norm0.weight, only [");
    }
  }

  @Test
  void placeholdersAndWeightsCanBeOutputsToo() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    try (GraphPlan plan =
        engine.plan(
            model.graph(),
            Map.of("x", new long[] {7, 16}),
            List.of("x", "last.bias", model.loss()))) {
      put(plan, "x", floats(normal(random, 7, 16)));
      plan.run();
      assertThat(floats(plan.output("x"))).isEqualTo(floats(plan.input("x")));
      assertThat(plan.output("last.bias").length()).isEqualTo(16);
    }
  }

  @Test
  void aClosedPlanRefusesToRun() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    GraphPlan plan = model.plan(engine, 7, 16);
    plan.close();
    plan.close();
    assertThatIllegalStateException().isThrownBy(plan::run).withMessage("the plan is closed");
  }

  @Test
  void runsDoNotAllocate() {
    int rows = 512;
    int size = 256;
    Model model = Model.of(Spelling.FUSED, size, 512);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (GraphPlan plan = model.plan(engine, rows, size)) {
      put(plan, "x", floats(normal(random, rows, size)));
      int runs = 20;
      long steps = plan.report().rows().stream().mapToLong(PlanReport.Row::calls).sum();
      long perRun = Long.MAX_VALUE;
      // Until the kernels are compiled, vectors are objects.
      for (int i = 0; i < 40 && perRun > 1500 * steps; i++) {
        long heap = threads.getThreadAllocatedBytes(self);
        for (int j = 0; j < runs; j++) {
          plan.run();
        }
        perRun = (threads.getThreadAllocatedBytes(self) - heap) / runs;
      }
      // Small objects of the calls; an array of the model would have 512 KB.
      assertThat(perRun).as("bytes on the heap for %d steps", steps).isLessThan(1500 * steps);
      long physical = Pointer.physicalBytes();
      for (int i = 0; i < 100; i++) {
        plan.run();
      }
      // A leak of a single intermediate array would be 50 MB here.
      assertThat(Pointer.physicalBytes() - physical).isLessThan(30L << 20);
    }
  }

  @Test
  void survivesGarbageCollection() {
    GraphScope scope = new GraphScope(Spelling.FUSED, Map.of());
    SameDiff graph = scope.graph();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, 4, 6);
    SDVariable labels = graph.placeHolder("labels", DataType.INT32, 4);
    SDVariable table = graph.var("table", normal(random, 10, 6));
    SDVariable entropy =
        org.calm4j.core.engine.layer.TiedCrossEntropyLoss.apply(scope, x, table, labels, 10);
    // A factor that is known before the plan runs, and that a fused op reads.
    SDVariable loss = entropy.mul(3.0);
    String gradient = Backpropagation.gradients(graph, loss, List.of("table")).get("table").name();
    try (GraphPlan plan =
        engine.plan(
            graph, Map.of("x", new long[] {4, 6}, "labels", new long[] {4}), List.of(gradient))) {
      put(plan, "x", floats(normal(random, 4, 6)));
      put(plan, "labels", 1, 5, 9, 0);
      plan.run();
      float[] before = floats(plan.output(gradient));
      List<INDArray> noise = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        System.gc();
        for (int j = 0; j < 200; j++) {
          noise.add(Nd4j.createUninitializedDetached(DataType.FLOAT, 1 + j % 4).assign(1e9));
        }
      }
      plan.run();
      assertThat(floats(plan.output(gradient))).isEqualTo(before);
      assertThat(noise).hasSize(2400);
    }
  }

  @Test
  void theReportCountsCallsProductsAndBytes() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 30);
    SDVariable w = graph.var("w", normal(random, 20, 30));
    SDVariable v = graph.var("v", normal(random, 10, 20));
    SDVariable h = new Linear(graph, x, w, null).outputVariable();
    SDVariable y = new Linear(graph, h, v, null).outputVariable();
    SDVariable z = graph.mmul(y, graph.var("u", normal(random, 10, 5)));
    try (GraphPlan plan = engine.plan(graph, Map.of("x", new long[] {7, 30}), List.of(z.name()))) {
      assertThat(plan.report().milliseconds()).isZero();
      for (int i = 0; i < 3; i++) {
        plan.run();
      }
      PlanReport report = plan.report();
      PlanReport.Row linear =
          report.rows().stream().filter(row -> row.op().equals("linear")).findFirst().orElseThrow();
      assertThat(linear.calls()).isEqualTo(2);
      assertThat(linear.flops()).isEqualTo(2L * 7 * 30 * 20 + 2L * 7 * 20 * 10);
      assertThat(linear.bytes())
          .isEqualTo(4L * (7 * 30 + 20 * 30 + 7 * 20 + 7 * 20 + 10 * 20 + 7 * 10));
      assertThat(report.flops()).isEqualTo(linear.flops() + 2L * 7 * 10 * 5);
      assertThat(report.milliseconds()).isPositive();
      assertThat(report.rows().stream().mapToDouble(PlanReport.Row::share).sum())
          .isBetween(0.999, 1.001);
      assertThat(report.arenaBytes()).isBetween(4L * 7 * 20, 4L * 7 * 40 + 256);
      assertThat(report.toString()).contains("linear", "total", "arena");
      plan.resetReport();
      assertThat(plan.report().milliseconds()).isZero();
    }
  }

  @Test
  void aCacheClosesTheLeastRecentlyUsedPlan() {
    Model model = Model.of(Spelling.FUSED, 16, 24);
    try (PlanCache<Integer> cache = new PlanCache<>(2)) {
      assertThatIllegalStateException().isThrownBy(cache::latest);
      GraphPlan[] plans = new GraphPlan[4];
      int[] order = {1, 2, 1, 3};
      for (int i = 0; i < 4; i++) {
        int rows = order[i];
        plans[i] =
            cache.get(
                rows,
                memory ->
                    engine.plan(
                        model.graph(),
                        Map.of("x", new long[] {rows, 16}),
                        model.wanted(),
                        Map.of(),
                        memory));
        put(plans[i], "x", floats(normal(random, rows, 16)));
        plans[i].run();
      }
      assertThat(plans[2]).isSameAs(plans[0]);
      assertThat(cache.latest()).isSameAs(plans[3]);
      assertThatIllegalStateException().isThrownBy(plans[1]::run);
      plans[0].run();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new PlanCache<Integer>(0));
  }
}
