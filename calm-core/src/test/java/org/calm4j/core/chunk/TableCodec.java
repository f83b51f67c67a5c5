package org.calm4j.core.chunk;

/**
 * A codec whose vectors are the ids themselves, padded with zeros: enough to test what works with
 * codecs.
 */
public final class TableCodec implements ChunkCodec {
  private final int k;
  private final int latent;

  /** How often something was decoded. */
  public int decodings;

  /** A codec of k ids in vectors of at least k entries. */
  public TableCodec(int k, int latent) {
    this.k = k;
    this.latent = latent;
  }

  @Override
  public int chunkSize() {
    return k;
  }

  @Override
  public int latentSize() {
    return latent;
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
    ChunkVectors mean = ChunkVectors.create(tokens.chunks(), latent);
    for (int chunk = 0; chunk < tokens.chunks(); chunk++) {
      for (int position = 0; position < k; position++) {
        mean.array().putScalar(chunk, position, tokens.id(chunk, position));
      }
    }
    return new Posterior(mean, ChunkVectors.create(tokens.chunks(), latent));
  }

  @Override
  public TokenChunks decode(ChunkVectors vectors) {
    decodings++;
    int[] ids = new int[vectors.chunks() * k];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = vectors.array().getInt(i / k, i % k);
    }
    return new TokenChunks(ids, k);
  }

  @Override
  public void close() {}
}
