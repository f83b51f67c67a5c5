package org.calm4j.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.autoencoder.Autoencoder;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.PlanReport;

/**
 * Encodes and decodes a text with a frozen autoencoder of random weights, as one that was loaded
 * from a directory is: the states of tokens seen before come from a table.
 */
final class ReconstructionCase implements BenchCase {
  /** What the codec takes at once: one run of each of its two plans. */
  private static final int CHUNKS = 1024;

  private final Autoencoder codec;
  private final List<TokenChunks> parts = new ArrayList<>();

  ReconstructionCase(BenchSizes sizes, int[] ids, Engine engine) {
    int k = sizes.autoencoder(4).patchSize();
    codec = RandomCodec.of(sizes, engine);
    int tokens = sizes.reconstructTokens() / k * k;
    for (int from = 0; from < tokens; from += CHUNKS * k) {
      int to = Math.min(tokens, from + CHUNKS * k);
      parts.add(new TokenChunks(Arrays.copyOfRange(ids, from, to), k));
    }
  }

  @Override
  public void run() {
    for (TokenChunks part : parts) {
      try (Posterior posterior = codec.posterior(part)) {
        codec.decode(posterior.mean());
      }
    }
  }

  @Override
  public long tokens() {
    return parts.stream().mapToLong(part -> part.ids().length).sum();
  }

  @Override
  public double flops() {
    // Without the states of tokens: the first run has put them into a table.
    return parts.size() * codec.reports().stream().mapToDouble(PlanReport::flops).sum();
  }

  @Override
  public List<PlanReport> reports() {
    return codec.reports();
  }

  @Override
  public void close() {
    codec.close();
  }
}
