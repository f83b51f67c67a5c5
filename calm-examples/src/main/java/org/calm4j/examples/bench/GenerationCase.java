package org.calm4j.examples.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.Generator;
import org.calm4j.lm.net.CalmNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Continues a prompt with a language model of random weights that never stops by itself. */
final class GenerationCase implements BenchCase {
  private static final int NEVER = -1;

  private final Autoencoder codec;
  private final Map<String, INDArray> weights;
  private final Generator generator;
  private final int[] prompt;
  private final GenerationOptions options;

  GenerationCase(BenchSizes sizes, int[] ids, double temperature, int tokens, Engine engine) {
    codec = RandomCodec.of(sizes, engine);
    CalmConfig config = sizes.lm().model(codec);
    weights = new CalmNetwork(config).initialize(new RandomStreams(2));
    prompt = Arrays.copyOf(ids, sizes.lm().promptTokens());
    generator = new Generator(config, weights, codec, GivenIds.of(sizes.vocabulary()), engine);
    options =
        GenerationOptions.standard()
            .withTemperature(temperature)
            .withMaxTokens(tokens)
            .withStopIds(Set.of(NEVER));
  }

  @Override
  public void run() {
    generator.generate(new int[][] {prompt}, options, GenerationListener.NONE);
  }

  @Override
  public long tokens() {
    return options.maxTokens();
  }

  @Override
  public double flops() {
    return Double.NaN;
  }

  @Override
  public List<PlanReport> reports() {
    return List.of();
  }

  @Override
  public void close() {
    generator.close();
    weights.values().forEach(INDArray::close);
    codec.close();
  }
}
