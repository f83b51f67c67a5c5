package org.calm4j.examples.bench;

import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderNetwork;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.random.RandomStreams;

/** A frozen autoencoder of random weights. */
final class RandomCodec {
  private RandomCodec() {}

  static Autoencoder of(BenchSizes sizes, Engine engine) {
    return of(sizes, 4, engine);
  }

  /** For chunks of K tokens. */
  static Autoencoder of(BenchSizes sizes, int k, Engine engine) {
    AutoencoderConfig config = sizes.autoencoder(k);
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    return new Autoencoder(config, network.initialize(new RandomStreams(1)), true, "", engine);
  }
}
