package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderNetwork;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.net.CalmGraphs;
import org.calm4j.lm.net.CalmNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small model of random weights, large enough ones for its chunks to differ. */
final class TinyLm implements AutoCloseable {
  static final int K = 4;
  static final int LATENT = 8;
  static final int POSITIONS = 64;

  final Tokenizer tokenizer = Tokenizers.of("bytes");
  final CalmConfig config;
  final Map<String, INDArray> weights;
  final Engine engine = new Engine(2);
  final ChunkCodec codec;

  TinyLm() {
    this(CalmConfig.Input.TOKENS);
  }

  TinyLm(CalmConfig.Input input) {
    config =
        new CalmConfig(
                tokenizer.vocabularySize(),
                tokenizer.padId(),
                K,
                LATENT,
                new BackboneConfig(16, 40, 2, 4, 2, POSITIONS, 10000, 1e-6),
                new EnergyHeadConfig(2, 6, 2, 3, 1),
                0.3)
            .withInput(input);
    weights = new CalmNetwork(config).initialize(new RandomStreams(11));
    // Chunks that follow a context are different, but not all of them: agreement has a chance.
    weights.get("mlp_generator.noise_embd.weight").muli(0.5);
    INDArray bias = weights.get("mlp_generator.noise_embd.bias");
    for (int i = 0; i < bias.length(); i++) {
      bias.putScalar(i, i % 3 - 1);
    }
    AutoencoderConfig sizes =
        new AutoencoderConfig(tokenizer.vocabularySize(), 16, 40, LATENT, K, 2, 2, 1e-6, 0.5);
    codec =
        new Autoencoder(
            sizes,
            new AutoencoderNetwork(sizes).initialize(new RandomStreams(12)),
            true,
            tokenizer.identity(),
            engine);
  }

  /** Hidden states with a cache. */
  CachedStates cached(int rows, int capacity) {
    return new CachedStates(
        new CalmGraphs(config, codec, Spelling.FUSED, weights, rows, 1), engine, rows, capacity);
  }

  /** Hidden states from whole texts. */
  ContextStates recomputed(Spelling spelling, int rows) {
    return new RecomputedStates(
        length -> new CalmGraphs(config, codec, spelling, weights, 1, length),
        engine,
        rows,
        POSITIONS);
  }

  Generator generator() {
    return generator(codec);
  }

  Generator generator(ChunkCodec other) {
    return new Generator(config, weights, other, tokenizer, engine);
  }

  /** Ids of a prompt, the BOS first. */
  int[] prompt(String text) {
    int[] ids = tokenizer.encode(text);
    int[] all = new int[ids.length + 1];
    all[0] = tokenizer.bosId();
    System.arraycopy(ids, 0, all, 1, ids.length);
    return all;
  }

  @Override
  public void close() {
    codec.close();
    weights.values().forEach(INDArray::close);
    engine.close();
  }
}
