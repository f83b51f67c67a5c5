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
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.generate.ArGenerator;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.Generator;
import org.calm4j.lm.generate.TextGenerator;
import org.calm4j.lm.net.ArNetwork;
import org.calm4j.lm.net.CalmNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Continues a prompt with a model of random weights that never stops by itself. */
final class GenerationCase implements BenchCase {
  private static final int NEVER = -1;
  private static final RandomStreams RANDOM = new RandomStreams(2);

  private final TextGenerator generator;
  private final Map<String, INDArray> weights;
  private final Runnable closing;
  private final int[] prompt;
  private final GenerationOptions options;

  private GenerationCase(
      TextGenerator generator,
      Map<String, INDArray> weights,
      Runnable closing,
      int[] prompt,
      double temperature,
      int tokens) {
    this.generator = generator;
    this.weights = weights;
    this.closing = closing;
    this.prompt = prompt;
    options =
        GenerationOptions.standard()
            .withTemperature(temperature)
            .withMaxTokens(tokens)
            .withStopIds(Set.of(NEVER));
  }

  static BenchCase overVectors(
      BenchSizes sizes, int[] ids, double temperature, int tokens, Engine engine) {
    Autoencoder codec = RandomCodec.of(sizes, engine);
    CalmConfig config = sizes.lm().model(codec);
    Map<String, INDArray> weights = new CalmNetwork(config).initialize(RANDOM);
    return new GenerationCase(
        new Generator(config, weights, codec, GivenIds.of(sizes.vocabulary()), engine),
        weights,
        codec::close,
        Arrays.copyOf(ids, sizes.lm().promptTokens()),
        temperature,
        tokens);
  }

  static BenchCase overTokens(BenchSizes sizes, int[] ids, Engine engine) {
    ArConfig config = sizes.lm().tokenModel(sizes.vocabulary());
    Map<String, INDArray> weights = new ArNetwork(config).initialize(RANDOM);
    return new GenerationCase(
        new ArGenerator(config, weights, GivenIds.of(sizes.vocabulary()), engine),
        weights,
        () -> {},
        Arrays.copyOf(ids, sizes.lm().promptTokens()),
        1,
        sizes.lm().newTokens());
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
    closing.run();
  }
}
