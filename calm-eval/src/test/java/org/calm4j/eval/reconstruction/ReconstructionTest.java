package org.calm4j.eval.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
  /** Bytes in chunks of two: BOS a, b c, d e, f EOS. */
  private static final TokenStore TEXT =
      TokenStore.temporary(
          Tokenizers.of("bytes"), List.of(TextSource.ofDocuments("t", List.of("abcdef"))), p -> {});

  @Test
  void countsByPosition() {
    Reconstruction all =
        Reconstruction.of(new ForgetfulCodec(), TEXT, Long.MAX_VALUE, List.of(), 1);
    // a (97), c, e are odd and lost; EOS too if it is odd.
    double second = TEXT.eosId() % 2 == 0 ? 0.25 : 0;
    assertThat(all.byPosition()).containsExactly(1.0, second);
    assertThat(all.positions()).containsExactly(1.0, second);
    assertThat(all.tokenAccuracy()).isEqualTo((1 + second) / 2);
    assertThat(all.chunkAccuracy()).isEqualTo(second);
    assertThat(all.tokens()).isEqualTo(8);
    assertThat(all.vectors()).isEqualTo(4);
    assertThat(all.noise()).isEmpty();
  }

  @Test
  void noiseMakesItWorse() {
    Reconstruction noisy =
        Reconstruction.of(new ForgetfulCodec(), TEXT, Long.MAX_VALUE, List.of(0.0, 0.01, 50.0), 1);
    assertThat(noisy.noise()).extracting(NoiseAccuracy::std).containsExactly(0.0, 0.01, 50.0);
    assertThat(noisy.noise().get(0).tokenAccuracy()).isEqualTo(noisy.tokenAccuracy());
    assertThat(noisy.noise().get(1).tokenAccuracy()).isEqualTo(noisy.tokenAccuracy());
    assertThat(noisy.noise().get(2).tokenAccuracy()).isLessThan(0.4);
  }

  @Test
  void readsNoMoreThanAllowed() {
    Reconstruction few = Reconstruction.of(new ForgetfulCodec(), TEXT, 5, List.of(), 1);
    assertThat(few.vectors()).isEqualTo(2);
    assertThat(few.tokenAccuracy()).isCloseTo(0.5, within(1e-9));
    assertThat(Reconstruction.of(new ForgetfulCodec(), TEXT, 1, List.of(), 1).vectors())
        .isEqualTo(1);
  }
}
