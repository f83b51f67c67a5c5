package org.calm4j.eval.reconstruction;

import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;

/** Two ids become two numbers; the second one of an odd id comes back wrong. */
final class ForgetfulCodec implements ChunkCodec {
  @Override
  public int chunkSize() {
    return 2;
  }

  @Override
  public int latentSize() {
    return 2;
  }

  @Override
  public int vocabularySize() {
    return 1000;
  }

  @Override
  public String tokenizerIdentity() {
    return "";
  }

  @Override
  public Posterior posterior(TokenChunks tokens) {
    ChunkVectors mean = ChunkVectors.create(tokens.chunks(), 2);
    for (int chunk = 0; chunk < tokens.chunks(); chunk++) {
      mean.array().putScalar(chunk, 0, tokens.id(chunk, 0));
      mean.array().putScalar(chunk, 1, tokens.id(chunk, 1) / 2 * 2);
    }
    return new Posterior(mean, ChunkVectors.create(tokens.chunks(), 2));
  }

  @Override
  public TokenChunks decode(ChunkVectors vectors) {
    int[] ids = new int[vectors.chunks() * 2];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Math.round(vectors.array().getFloat(i / 2, i % 2));
    }
    return new TokenChunks(ids, 2);
  }

  @Override
  public void close() {}
}
