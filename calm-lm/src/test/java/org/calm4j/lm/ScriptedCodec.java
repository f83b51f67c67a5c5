package org.calm4j.lm;

import java.util.function.IntBinaryOperator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;

/** A codec that decodes whatever it gets to what a test wants: what follows is then known. */
public final class ScriptedCodec implements ChunkCodec {
  private final int k;
  private final int latent;
  private final int vocabulary;
  private final String tokenizer;
  private final IntBinaryOperator script;
  private int calls;

  /**
   * A codec with a script.
   *
   * @param script number of the call and index of the token in it to the token's id
   */
  public ScriptedCodec(
      int k, int latent, int vocabulary, String tokenizer, IntBinaryOperator script) {
    this.k = k;
    this.latent = latent;
    this.vocabulary = vocabulary;
    this.tokenizer = tokenizer;
    this.script = script;
  }

  /** A codec that only has sizes. */
  public ScriptedCodec(int k, int latent, int vocabulary) {
    this(k, latent, vocabulary, "", (call, token) -> 0);
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
    return vocabulary;
  }

  @Override
  public String tokenizerIdentity() {
    return tokenizer;
  }

  @Override
  public Posterior posterior(TokenChunks tokens) {
    return new Posterior(
        ChunkVectors.create(tokens.chunks(), latent), ChunkVectors.create(tokens.chunks(), latent));
  }

  @Override
  public TokenChunks decode(ChunkVectors vectors) {
    int[] ids = new int[vectors.chunks() * k];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = script.applyAsInt(calls, i);
    }
    calls++;
    return new TokenChunks(ids, k);
  }

  @Override
  public void close() {}
}
