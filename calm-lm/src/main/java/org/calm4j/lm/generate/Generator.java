package org.calm4j.lm.generate;

import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.head.Distribution;
import org.calm4j.lm.net.CalmGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Continues texts chunk by chunk with a CALM. Thread-safe. */
public final class Generator implements TextGenerator {
  private final CalmConfig config;
  private final ChunkCodec codec;
  private final NoiseBlocks noise;
  private final Prompts prompting;
  private final Sessions<HeadSampler> sessions;

  /**
   * A generator over weights.
   *
   * @param config the architecture
   * @param weights arrays by parameter name; stay the caller's
   * @param codec the autoencoder; stays the caller's
   * @param tokenizer whose ids the model knows
   * @param engine what it runs on; stays the caller's
   */
  public Generator(
      CalmConfig config,
      Map<String, INDArray> weights,
      ChunkCodec codec,
      Tokenizer tokenizer,
      Engine engine) {
    this.config = config;
    this.codec = codec;
    this.noise = new NoiseBlocks(engine.kernels().workers());
    int positions = config.backbone().maxPositionEmbeddings();
    this.prompting =
        new Prompts(
            tokenizer, config.vocabSize(), config.patchSize(), config.padTokenId(), positions);
    this.sessions =
        new Sessions<>(
            positions,
            (rows, capacity) ->
                new Session<>(
                    SessionStates.of(
                        length ->
                            new CalmGraphs(config, codec, engine.spelling(), weights, rows, length),
                        engine,
                        rows,
                        capacity),
                    new HeadSampler(config, weights, engine, engine.spelling())));
  }

  @Override
  public List<Generation> generate(
      List<String> prompts, GenerationOptions options, GenerationListener listener) {
    return generate(prompting.encode(prompts), options, listener);
  }

  @Override
  public List<Generation> generate(
      int[][] prompts, GenerationOptions options, GenerationListener listener) {
    if (options.greedy()) {
      throw new IllegalArgumentException(
          "a model over vectors has no likeliest chunk to take greedily: lower the temperature instead");
    }
    int positions = prompting.positions(prompts, options.maxTokens());
    Draws draws = Draws.of(new RandomStreams(options.seed()), noise, distribution());
    return sessions.use(
        prompts.length,
        positions,
        (states, head) -> run(prompts, options, listener, draws, states, head, StepObserver.NONE));
  }

  List<Generation> run(
      int[][] prompts,
      GenerationOptions options,
      GenerationListener listener,
      Draws draws,
      ContextStates states,
      HeadSampler head,
      StepObserver observer) {
    return new GenerationLoop(prompting, options, listener, observer)
        .run(prompts, states, new ChunkSampling(codec, head, options, draws));
  }

  /**
   * The model as a black box.
   *
   * @return valid while this generator is open
   */
  public CalmSampler sampler() {
    return new CalmSampler(
        sessions,
        codec,
        (array, key) -> distribution().fill(noise, array, key),
        config.backbone().maxPositionEmbeddings());
  }

  private Distribution distribution() {
    return config.head().over(config).noise();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
