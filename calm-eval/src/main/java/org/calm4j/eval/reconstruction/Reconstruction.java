package org.calm4j.eval.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.ReconstructionAccuracy;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.store.TokenStore;

/**
 * How much of a text comes back from its vectors.
 *
 * @param tokenAccuracy part of the tokens, in [0, 1]
 * @param chunkAccuracy part of the chunks that came back whole, in [0, 1]
 * @param byPosition token accuracy by position in the chunk
 * @param tokens tokens counted, without padding
 * @param vectors vectors they became
 * @param seconds time to encode and decode all of them once
 * @param noise the same from disturbed vectors
 */
public record Reconstruction(
    double tokenAccuracy,
    double chunkAccuracy,
    List<Double> byPosition,
    long tokens,
    long vectors,
    double seconds,
    List<NoiseAccuracy> noise) {
  private static final int CHUNKS_PER_BATCH = 1024;

  /**
   * Scores a codec.
   *
   * @param codec the codec
   * @param text tokens of its tokenizer
   * @param limit tokens to read at most, padding included; at least one chunk is read
   * @param stds standard deviations of noise to score besides
   * @param seed of the noise
   * @return the figures
   */
  public static Reconstruction of(
      ChunkCodec codec, TokenStore text, long limit, List<Double> stds, long seed) {
    int k = codec.chunkSize();
    ReconstructionAccuracy plain = new ReconstructionAccuracy(k, text.padId());
    List<ReconstructionAccuracy> disturbed = new ArrayList<>();
    stds.forEach(std -> disturbed.add(new ReconstructionAccuracy(k, text.padId())));
    RandomStreams streams = new RandomStreams(seed);
    long vectors = 0;
    long nanos = 0;
    Iterator<TokenChunks> batches = new ChunkBlocks(text, k, 1).inOrder(CHUNKS_PER_BATCH);
    long most = Math.max(1, limit / k);
    while (batches.hasNext() && vectors < most) {
      TokenChunks batch = first(batches.next(), most - vectors);
      long start = System.nanoTime();
      try (Posterior posterior = codec.posterior(batch)) {
        TokenChunks decoded = codec.decode(posterior.mean());
        nanos += System.nanoTime() - start;
        plain.add(batch, decoded);
      }
      for (int i = 0; i < stds.size(); i++) {
        RandomGenerator random = streams.stream("disturbance", i, vectors);
        disturbed.get(i).add(batch, codec, stds.get(i), random);
      }
      vectors += batch.chunks();
    }
    List<NoiseAccuracy> noise = new ArrayList<>();
    for (int i = 0; i < stds.size(); i++) {
      ReconstructionAccuracy score = disturbed.get(i);
      noise.add(new NoiseAccuracy(stds.get(i), score.tokenAccuracy(), score.chunkAccuracy()));
    }
    return new Reconstruction(
        plain.tokenAccuracy(),
        plain.chunkAccuracy(),
        Arrays.stream(plain.byPosition()).boxed().toList(),
        plain.tokens(),
        vectors,
        nanos * 1e-9,
        noise);
  }

  private static TokenChunks first(TokenChunks batch, long chunks) {
    return chunks >= batch.chunks()
        ? batch
        : new TokenChunks(Arrays.copyOf(batch.ids(), (int) chunks * batch.k()), batch.k());
  }

  /**
   * Token accuracy by position as an array, for plots.
   *
   * @return k values in [0, 1]
   */
  public double[] positions() {
    return byPosition.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Speed of encoding and decoding.
   *
   * @return vectors per second
   */
  public double vectorsPerSecond() {
    return seconds > 0 ? vectors / seconds : 0;
  }

  /**
   * Speed of encoding and decoding.
   *
   * @return tokens per second, without padding
   */
  public double tokensPerSecond() {
    return seconds > 0 ? tokens / seconds : 0;
  }
}
