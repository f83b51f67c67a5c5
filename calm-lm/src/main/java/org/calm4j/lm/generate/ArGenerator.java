package org.calm4j.lm.generate;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.engine.op.Kernels;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.head.Distribution;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.BackboneGraphs;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Continues texts token by token with a model over tokens. Every temperature is drawn exactly, so
 * what the options say about candidates and draws does not matter. Thread-safe.
 */
public final class ArGenerator implements TextGenerator {
  private final Kernels kernels;
  private final Prompts prompting;
  private final Sessions<TokenHead> sessions;

  /**
   * A generator over weights.
   *
   * @param config the architecture
   * @param weights arrays by parameter name; stay the caller's
   * @param tokenizer whose ids the model knows
   * @param engine what it runs on; stays the caller's
   */
  public ArGenerator(
      ArConfig config, Map<String, INDArray> weights, Tokenizer tokenizer, Engine engine) {
    this.kernels = engine.kernels();
    int positions = config.backbone().maxPositionEmbeddings();
    this.prompting = new Prompts(tokenizer, config.vocabSize(), 1, tokenizer.padId(), positions);
    this.sessions =
        new Sessions<>(
            positions,
            (rows, capacity) -> {
              IntFunction<BackboneGraphs> graphs =
                  length -> new ArGraphs(config, engine.spelling(), weights, length);
              return new Session<>(
                  SessionStates.of(graphs, engine, rows, capacity),
                  new TokenHead(new ArGraphs(config, engine.spelling(), weights, 1), engine));
            });
  }

  @Override
  public List<Generation> generate(
      List<String> prompts, GenerationOptions options, GenerationListener listener) {
    return generate(prompting.encode(prompts), options, listener);
  }

  @Override
  public List<Generation> generate(
      int[][] prompts, GenerationOptions options, GenerationListener listener) {
    int positions = prompting.positions(prompts, options.maxTokens());
    // Tokens need choices alone, no noise.
    Draws draws =
        Draws.of(
            new RandomStreams(options.seed()),
            new NoiseBlocks(kernels.workers()),
            Distribution.UNIT);
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
      TokenHead head,
      StepObserver observer) {
    return new GenerationLoop(prompting, options, listener, observer)
        .run(prompts, states, new TokenSampling(head, kernels, options, draws));
  }

  @Override
  public void close() {
    sessions.close();
  }
}
