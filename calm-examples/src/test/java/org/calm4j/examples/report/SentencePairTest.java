package org.calm4j.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;

class SentencePairTest {
  private final Tokenizer tokenizer = Tokenizers.of("bytes");

  private TokenStore store(String... documents) {
    return TokenStore.temporary(
        tokenizer, List.of(TextSource.ofDocuments("test", List.of(documents))), progress -> {});
  }

  @Test
  void cutsAtTheSameTokensOnBothSides() {
    TokenStore text =
        store(
            "Hi. \"Can you see it now?\" he said to us.\nNo.",
            "Hi. \"Can you see it now?\" Then they all sat down.");
    List<SentencePair> pairs = SentencePair.pick(new Identity(), tokenizer, text, 2, 0, 1);
    String first = "\"Can you see it now?\" he said to us.";
    String second = "Then they all sat down.";
    assertThat(pairs)
        .containsExactly(new SentencePair(first, first), new SentencePair(second, second));
  }

  @Test
  void noiseChangesWhatComesBackAndNothingElse() {
    TokenStore text = store("Only one sentence is in here.");
    List<SentencePair> pairs = SentencePair.pick(new Identity(), tokenizer, text, 3, 40, 1);
    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).original()).isEqualTo("Only one sentence is in here.");
    assertThat(pairs.get(0).reconstructed()).isNotEqualTo(pairs.get(0).original());
    assertThat(SentencePair.pick(new Identity(), tokenizer, text, 3, 40, 1)).isEqualTo(pairs);
  }

  /** Vectors are the ids themselves. */
  private static final class Identity implements ChunkCodec {
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
      return 259;
    }

    @Override
    public String tokenizerIdentity() {
      return "";
    }

    @Override
    public Posterior posterior(TokenChunks tokens) {
      ChunkVectors mean = ChunkVectors.create(tokens.chunks(), 2);
      for (int i = 0; i < tokens.ids().length; i++) {
        mean.array().data().put(i, tokens.ids()[i]);
      }
      return new Posterior(mean, ChunkVectors.create(tokens.chunks(), 2));
    }

    @Override
    public TokenChunks decode(ChunkVectors vectors) {
      int[] ids = new int[2 * vectors.chunks()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = Math.max(0, Math.min(258, Math.round(vectors.array().data().getFloat(i))));
      }
      return new TokenChunks(ids, 2);
    }

    @Override
    public void close() {}
  }
}
