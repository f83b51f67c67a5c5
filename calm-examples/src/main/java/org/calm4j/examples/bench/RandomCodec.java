package org.calm4j.examples.bench;

import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderNetwork;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.random.RandomStreams;

/** A frozen autoencoder of random weights. */
final class RandomCodec {
  private RandomCodec() {}

  static Autoencoder of(BenchSizes sizes, Engine engine) {
    AutoencoderNetwork network = new AutoencoderNetwork(sizes.autoencoder());
    return new Autoencoder(
        sizes.autoencoder(), network.initialize(new RandomStreams(1)), true, "", engine);
  }
}
