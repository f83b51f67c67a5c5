package org.calm4j.lm.generate;

import java.util.Map;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.layer.Spelling;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.lm.BackboneConfig;
import org.calm4j.lm.ar.ArConfig;
import org.calm4j.lm.net.ArGraphs;
import org.calm4j.lm.net.ArNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small token-level model of random weights, large enough ones for its tokens to differ. */
final class TinyAr implements AutoCloseable {
  static final int POSITIONS = 128;

  final Tokenizer tokenizer = Tokenizers.of("bytes");
  final ArConfig config =
      new ArConfig(
          tokenizer.vocabularySize(),
          new BackboneConfig(16, 40, 2, 4, 2, POSITIONS, 10000, 1e-6),
          0.4);
  final Map<String, INDArray> weights = new ArNetwork(config).initialize(new RandomStreams(13));
  final Engine engine = new Engine(2);
  final ArGenerator generator = new ArGenerator(config, weights, tokenizer, engine);

  CachedStates cached(int rows, int capacity) {
    return new CachedStates(graphs(Spelling.FUSED, 1), engine, rows, capacity);
  }

  ContextStates recomputed(Spelling spelling, int rows) {
    return new RecomputedStates(length -> graphs(spelling, length), engine, rows, POSITIONS);
  }

  TokenHead head(Spelling spelling) {
    return new TokenHead(graphs(spelling, 1), engine);
  }

  private ArGraphs graphs(Spelling spelling, int length) {
    return new ArGraphs(config, spelling, weights, length);
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
    generator.close();
    weights.values().forEach(INDArray::close);
    engine.close();
  }
}
