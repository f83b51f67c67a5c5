package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.Golden;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The autoencoder inside the golden model, and ids without text. */
final class GoldenCodec {
  private GoldenCodec() {}

  static ChunkCodec open(Engine engine) {
    Map<String, INDArray> weights = Golden.autoencoderWeights();
    return new Autoencoder(
        new AutoencoderConfig(320, 64, 160, 16, 4, 2, 2, 1e-6, 0.02), weights, true, "", engine);
  }

  /** A tokenizer that only knows its special ids. */
  static Tokenizer tokenizer() {
    return new Tokenizer() {
      @Override
      public int[] encode(String text) {
        return text.chars().map(c -> c % 300).toArray();
      }

      @Override
      public String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
          text.append((char) (id + 32));
        }
        return text.toString();
      }

      @Override
      public int vocabularySize() {
        return 320;
      }

      @Override
      public int bosId() {
        return 1;
      }

      @Override
      public int eosId() {
        return 2;
      }

      @Override
      public int padId() {
        return 319;
      }

      @Override
      public String spec() {
        return "golden";
      }

      @Override
      public String identity() {
        return "golden";
      }
    };
  }
}
