package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.BuiltGraph;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.ar.ArGolden;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.BackboneGraphs;
import org.calm4j.lm.net.CalmGraphs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every branch against its whole context, spelled out and computed by itself. */
class BranchStatesTest {
  private static final int BOS = 7;

  private final SplittableRandom random = new SplittableRandom(53);
  private final Engine engine = new Engine(2);

  @AfterEach
  void stop() {
    engine.close();
  }

  /** A model: graphs by spelling and length, and its sizes. */
  private record Model(
      IntFunction<BackboneGraphs> fused,
      IntFunction<BackboneGraphs> composed,
      BackboneConfig backbone,
      int k,
      int vocabulary) {}

  private Model model(int k, CalmConfig.Input input) {
    if (k == 0) { // over tokens
      Map<String, INDArray> weights = ArGolden.weights();
      return new Model(
          length -> new ArGraphs(ArGolden.CONFIG, Spelling.FUSED, weights, length),
          length -> new ArGraphs(ArGolden.CONFIG, Spelling.COMPOSED, weights, length),
          ArGolden.CONFIG.backbone(),
          1,
          ArGolden.CONFIG.vocabSize());
    }
    GoldenModel golden = GoldenModel.open(k, engine).withInput(input);
    return new Model(
        length ->
            new CalmGraphs(
                golden.config(), golden.codec(), Spelling.FUSED, golden.weights(), 1, length),
        length ->
            new CalmGraphs(
                golden.config(), golden.codec(), Spelling.COMPOSED, golden.weights(), 1, length),
        golden.config().backbone(),
        k,
        golden.config().vocabSize());
  }

  private BranchStates states(Model model, Spelling spelling, int bosId, int capacity) {
    BranchGraphs graphs =
        new BranchGraphs(spelling, spelling == Spelling.FUSED ? model.fused : model.composed);
    return new BranchStates(graphs, bosId, capacity, engine);
  }

  private int[] chunks(Model model, int count) {
    int[] ids = random.ints((long) count * model.k, 0, model.vocabulary).toArray();
    for (int chunk = 0; chunk < count; chunk++) {
      if (random.nextInt(5) == 0) {
        ids[chunk * model.k] = BOS;
      }
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource({
    "0, TOKENS, FUSED, -1",
    "0, TOKENS, COMPOSED, -1",
    "0, TOKENS, FUSED, 7",
    "0, TOKENS, COMPOSED, 7",
    "1, TOKENS, FUSED, 7",
    "1, TOKENS, COMPOSED, 7",
    "3, TOKENS, FUSED, -1",
    "3, TOKENS, COMPOSED, 7",
    "4, TOKENS, FUSED, 7",
    "3, LATENT, FUSED, 7",
    "3, LATENT, COMPOSED, 7",
    "4, LATENT, FUSED, -1"
  })
  void branchesAreLikeTextsOfTheirOwn(int k, CalmConfig.Input input, Spelling spelling, int bosId) {
    Model model = model(k, input);
    try (BranchStates states = states(model, spelling, bosId, 16)) {
      for (int places : new int[] {13, 6}) { // the second text in the first one's memory
        int[] text = chunks(model, places);
        states.open(text);
        List<int[]> contexts = new ArrayList<>();
        for (int place = 0; place < places; place++) {
          contexts.add(IntStream.of(text).limit((long) (place + 1) * model.k).toArray());
        }
        // All places, then some branches of any depth, one twice: more than fits at first.
        extend(states, model, contexts, IntStream.range(0, places).toArray());
        for (int count : new int[] {1, 4, 7}) {
          int[] parents = random.ints(count, 0, contexts.size()).toArray();
          parents[count - 1] = parents[0];
          extend(states, model, contexts, parents);
        }
        extend(states, model, contexts, contexts.size() - 1, contexts.size() - 2);
        check(states, model, contexts, bosId);
      }
    }
  }

  private void extend(BranchStates states, Model model, List<int[]> contexts, int... parents) {
    int[] ids = chunks(model, parents.length);
    int[] made = states.extend(parents, ids);
    for (int i = 0; i < parents.length; i++) {
      assertThat(made[i]).isEqualTo(contexts.size());
      int from = i * model.k;
      contexts.add(
          IntStream.concat(
                  IntStream.of(contexts.get(parents[i])),
                  IntStream.range(from, from + model.k).map(j -> ids[j]))
              .toArray());
    }
  }

  private void check(BranchStates states, Model model, List<int[]> contexts, int bosId) {
    int[] branches = IntStream.range(0, contexts.size()).toArray();
    INDArray all = Nd4j.create(DataType.FLOAT, branches.length, model.backbone.hiddenSize());
    states.gather(branches, 0, branches.length, all);
    for (int branch : branches) {
      INDArray expected = whole(model, contexts.get(branch), bosId);
      close("branch " + branch, all.getRow(branch), expected, FORWARD);
    }
  }

  private INDArray whole(Model model, int[] ids, int bosId) {
    int length = ids.length / model.k;
    BuiltGraph built = model.fused.apply(length).hidden();
    Map<String, long[]> shapes = model.fused.apply(1).inputShapes(length);
    shapes.put(BackboneGraphs.POSITIONS, new long[] {length});
    shapes.put(BackboneGraphs.STARTS, new long[] {1, length});
    try (GraphPlan plan = engine.plan(built.graph(), shapes, built.names())) {
      model.fused.apply(1).putInputs(plan, ids);
      put(plan, BackboneGraphs.POSITIONS, IntStream.range(0, length).toArray());
      int[] starts = new int[length];
      for (int i = 1; i < length; i++) {
        starts[i] = ids[i * model.k] == bosId ? i : starts[i - 1];
      }
      put(plan, BackboneGraphs.STARTS, starts);
      plan.run();
      return plan.output(built.output("hidden")).getRow(length - 1).dup();
    }
  }

  private static void put(GraphPlan plan, String name, int... values) {
    Memory.of(plan.input(name)).put(values, values.length);
  }

  /** More branches than go through the backbone at once. */
  @Test
  void manyBranches() {
    Model model = model(0, CalmConfig.Input.TOKENS);
    try (BranchStates states = states(model, Spelling.FUSED, -1, 64)) {
      states.open(chunks(model, 40));
      int[] parents = random.ints(1500, 0, 40).toArray();
      int[] ids = chunks(model, 1500);
      int[] made = states.extend(parents, ids);
      assertThat(made).isEqualTo(IntStream.range(40, 1540).toArray());
      // The same again, a few at a time.
      int[] some = {0, 1, 700, 1023, 1024, 1499};
      int[] again =
          states.extend(
              IntStream.of(some).map(i -> parents[i]).toArray(),
              IntStream.of(some).map(i -> ids[i]).toArray());
      INDArray first = Nd4j.create(DataType.FLOAT, some.length, 48);
      INDArray second = Nd4j.create(DataType.FLOAT, some.length, 48);
      states.gather(IntStream.of(some).map(i -> made[i]).toArray(), 0, some.length, first);
      states.gather(again, 0, some.length, second);
      close("hidden", first, second, FORWARD);
    }
  }
}
