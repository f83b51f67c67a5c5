package org.calm4j.lm.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.EnergyHeadConfig;
import org.calm4j.lm.Golden;
import org.calm4j.lm.net.CalmNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The small energy models of the golden numbers, by their K. */
record GoldenModel(CalmConfig config, Map<String, INDArray> weights, ChunkCodec codec)
    implements AutoCloseable {

  static GoldenModel open(int k, Engine engine) {
    CalmConfig config =
        k == 4
            ? Golden.CONFIG
            : new CalmConfig(
                64,
                63,
                k,
                8,
                new BackboneConfig(32, 88, 2, 4, 2, 2048, 10000, 1e-6),
                new EnergyHeadConfig(2, 8, 8, 100, 1),
                0.02);
    AutoencoderConfig autoencoder =
        k == 4
            ? new AutoencoderConfig(320, 64, 160, 16, 4, 2, 2, 1e-6, 0.02)
            : new AutoencoderConfig(64, 32, 80, 8, k, 2, 2, 1e-6, 0.02);
    Map<String, INDArray> weights = new LinkedHashMap<>();
    Map<String, INDArray> inner = new LinkedHashMap<>();
    Golden.read("models/calm_k%d_energy.safetensors".formatted(k))
        .forEach(
            (name, array) -> {
              if (!name.startsWith("ae_model.")) {
                weights.put(name, array);
              } else if (!name.endsWith("lm_head_weight")) {
                inner.put(name.substring("ae_model.".length()), array);
              }
            });
    weights.keySet().removeIf(name -> name.startsWith("generative_head."));
    return new GoldenModel(config, weights, new Autoencoder(autoencoder, inner, true, "", engine));
  }

  /** The same with another input; the weights of latent input are random. */
  GoldenModel withInput(CalmConfig.Input input) {
    if (input == config.input()) {
      return this;
    }
    CalmConfig changed = config.withInput(input).withInitializerRange(0.3);
    Map<String, INDArray> own = new LinkedHashMap<>(weights);
    new CalmNetwork(changed).initialize(new RandomStreams(3)).forEach(own::putIfAbsent);
    return new GoldenModel(changed, own, codec);
  }

  @Override
  public void close() {
    codec.close();
    weights.values().forEach(INDArray::close);
  }
}
