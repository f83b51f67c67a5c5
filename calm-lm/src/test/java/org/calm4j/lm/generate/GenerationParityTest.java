package org.calm4j.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.lm.Golden.FORWARD;
import static org.calm4j.lm.Golden.close;
import static org.calm4j.lm.Golden.golden;
import static org.calm4j.lm.Golden.ints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.sampling.CandidatePool;
import org.calm4j.lm.Golden;
import org.calm4j.lm.net.CalmGraphs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sampling and generation against the golden numbers, with a cache and from whole texts. */
class GenerationParityTest {
  private static final int K = 4;
  private static final int PAD = 319;

  private final Map<String, INDArray> weights = Golden.weights();
  private final Engine engine = new Engine(2);
  private final ChunkCodec codec = GoldenCodec.open(engine);

  @AfterEach
  void stop() {
    codec.close();
    engine.close();
  }

  /** The stored random numbers: noise [steps, rows, (candidates,) noise], u [steps, rows]. */
  private record StoredDraws(INDArray noise, INDArray u) implements Draws {
    @Override
    public void noise(INDArray target, int prompt, long step, long block, int draw) {
      assertThat(block).isZero();
      assertThat(draw).isZero();
      long samples = target.size(0);
      long width = target.size(1);
      long rows = noise.size(1);
      long first = (step * rows + prompt) * samples * width;
      for (long i = 0; i < samples * width; i++) {
        float uniform = noise.dup('c').data().getFloat(first + i);
        target.putScalar(i / width, i % width, uniform - 0.5f);
      }
    }

    @Override
    public double choice(int prompt, long step) {
      return u == null ? 0 : u.getDouble(step, prompt);
    }

    @Override
    public RandomGenerator decisions(int prompt, long step) {
      throw new AssertionError("not asked for");
    }
  }

  private ContextStates states(Spelling spelling, int rows) {
    return spelling == Spelling.FUSED
        ? new CachedStates(
            new CalmGraphs(Golden.CONFIG, codec, spelling, weights, rows, 1), engine, rows, 16)
        : new RecomputedStates(
            length -> new CalmGraphs(Golden.CONFIG, codec, spelling, weights, 1, length),
            engine,
            rows,
            16);
  }

  @ParameterizedTest
  @CsvSource({
    "gen_prompt8, 1, FUSED",
    "gen_prompt6, 1, FUSED",
    "gen_eos, 1, FUSED",
    "gen_temp_half, 0.5, FUSED",
    "gen_temp_third, 0.333333333333, FUSED",
    "gen_prompt8, 1, COMPOSED",
    "gen_prompt6, 1, COMPOSED",
    "gen_eos, 1, COMPOSED",
    "gen_temp_half, 0.5, COMPOSED",
    "gen_temp_third, 0.333333333333, COMPOSED"
  })
  void generation(String name, double temperature, Spelling spelling) {
    Map<String, INDArray> stored = golden(name);
    int rows = (int) stored.get("prompt").size(0);
    int[] flat = ints(stored.get("prompt"));
    int[][] prompts = new int[rows][];
    for (int row = 0; row < rows; row++) {
      int length = flat.length / rows;
      prompts[row] = Arrays.copyOfRange(flat, row * length, (row + 1) * length);
    }
    int steps = (int) stored.get("step_hidden").size(0);
    List<int[][]> drawn = new ArrayList<>();
    GenerationListener listener =
        new GenerationListener() {
          @Override
          public void onChunk(GeneratedChunk chunk) {}

          @Override
          public boolean cancelled() {
            return drawn.size() == steps;
          }
        };
    GenerationOptions options =
        GenerationOptions.standard()
            .withTemperature(temperature)
            .withMaxTokens(1000)
            .withStopIds(Set.of(stored.get("eos_token_id").getInt(0)))
            .withAlignment(PromptAlignment.RIGHT_PADDING);
    boolean[] finished = new boolean[rows];
    StepObserver observer =
        (step, hidden, chunks) -> {
          for (int row = 0; row < rows; row++) {
            if (!finished[row]) {
              INDArray all = stored.get("step_hidden").reshape((long) steps * rows, 64);
              INDArray expected = all.getRow(step * rows + row);
              close("hidden of step " + step, hidden.getRow(row), expected, FORWARD);
            }
          }
          int[][] copy = new int[rows][];
          for (int row = 0; row < rows; row++) {
            copy[row] = chunks[row].clone();
            finished[row] |=
                Arrays.stream(copy[row]).anyMatch(id -> options.stopIds().contains(id));
          }
          drawn.add(copy);
        };
    List<Generation> results;
    try (Generator generator =
            new Generator(Golden.CONFIG, weights, codec, GoldenCodec.tokenizer(), engine);
        ContextStates states = states(spelling, rows);
        HeadSampler head = new HeadSampler(Golden.CONFIG, weights, engine, spelling)) {
      Draws draws = new StoredDraws(stored.get("noise"), stored.get("u"));
      results = generator.run(prompts, options, listener, draws, states, head, observer);
    }
    assertThat(drawn).hasSize(steps);
    assertThat(published(prompts, drawn, (int) stored.get("output").size(1)))
        .isEqualTo(ints(stored.get("output")));
    for (int row = 0; row < rows; row++) {
      assertThat(results.get(row).stop())
          .isEqualTo(finished[row] ? StopReason.STOP_ID : StopReason.CANCELLED);
      assertThat(results.get(row).ids()).doesNotContain(stored.get("eos_token_id").getInt(0), PAD);
    }
  }

  /** What the published code returns: padding moved to the end, all of the stop id's chunk kept. */
  private static int[] published(int[][] prompts, List<int[][]> drawn, int length) {
    int[] all = new int[prompts.length * length];
    Arrays.fill(all, PAD);
    for (int row = 0; row < prompts.length; row++) {
      int at = row * length;
      for (int id : prompts[row]) {
        if (id != PAD) {
          all[at++] = id;
        }
      }
      for (int[][] step : drawn) {
        for (int id : step[row]) {
          if (id != PAD) {
            all[at++] = id;
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void temperatureSampling(Spelling spelling) {
    Map<String, INDArray> stored = golden("temp_sample");
    int[] pools = ints(stored.get("pool_tokens"));
    try (HeadSampler head = new HeadSampler(Golden.CONFIG, weights, engine, spelling)) {
      INDArray hidden = stored.get("hidden");
      try (ChunkVectors vectors =
          head.draw(
              hidden,
              200,
              (noise, row, draw) -> noise.assign(stored.get("noise").slice(row).sub(0.5)))) {
        int[] ids = codec.decode(vectors).ids();
        assertThat(ids).isEqualTo(pools);
      }
      try (ChunkVectors vectors =
          head.draw(
              hidden,
              1,
              (noise, row, draw) ->
                  noise.assign(stored.get("n1.noise").getRow(row, true).sub(0.5)))) {
        assertThat(codec.decode(vectors).ids()).isEqualTo(ints(stored.get("n1.selected")));
      }
      for (int n = 2; n <= 3; n++) {
        GenerationOptions options = GenerationOptions.standard().withTemperature(1.0 / n);
        INDArray noise = stored.get("noise").reshape(1, 2, 200, 8);
        INDArray u = stored.get("n" + n + ".u").reshape(1, 2);
        ChunkSampling sampling = new ChunkSampling(codec, head, options, new StoredDraws(noise, u));
        int[][] chosen = sampling.draw(hidden, new boolean[] {true, true}, 0, new int[][] {{}, {}});
        int[] expected = ints(stored.get("n" + n + ".selected"));
        assertThat(chosen[0]).isEqualTo(Arrays.copyOfRange(expected, 0, K));
        assertThat(chosen[1]).isEqualTo(Arrays.copyOfRange(expected, K, 2 * K));
        int[][] pool = new int[200][];
        for (int i = 0; i < 200; i++) {
          pool[i] = Arrays.copyOfRange(pools, i * K, (i + 1) * K);
        }
        CandidatePool whole = CandidatePool.of(pool, n);
        assertThat(whole.chunk(whole.choose(u.getDouble(0, 0)))).isEqualTo(chosen[0]);
      }
    }
  }
}
