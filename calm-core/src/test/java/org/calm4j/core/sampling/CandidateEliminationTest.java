package org.calm4j.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CandidateEliminationTest {

  @Test
  void choosesAsTheWholePoolDoes() {
    SplittableRandom random = new SplittableRandom(12);
    int lowered = 0;
    int saved = 0;
    for (int round = 0; round < 20_000; round++) {
      int k = 1 + random.nextInt(5);
      int vocabulary = 1 + random.nextInt(6);
      int[][] pool = new int[1 + random.nextInt(40)][k];
      for (int[] candidate : pool) {
        for (int i = 0; i < k; i++) {
          // Small ids are more likely, so that some prefixes are common and some are not.
          candidate[i] = random.nextInt(1 + random.nextInt(vocabulary));
        }
      }
      int n = 1 + random.nextInt(8);
      double u = random.nextDouble();
      CandidatePool expected = CandidatePool.of(pool, n);
      RecordedPool decoder = new RecordedPool(pool);
      CandidateElimination.Choice choice = CandidateElimination.choose(decoder, n, u);

      assertThat(choice.chunk()).isEqualTo(expected.chunk(expected.choose(u)));
      assertThat(choice.effectiveDraws()).isEqualTo(expected.effectiveDraws());
      assertThat(choice.tokensDecoded()).isEqualTo(decoder.decoded.size());
      assertThat(choice.tokensDecoded())
          .isEqualTo(needed(pool, expected.effectiveDraws(), choice.chunk()));
      lowered += expected.effectiveDraws() < n ? 1 : 0;
      saved += choice.tokensDecoded() < pool.length * k ? 1 : 0;
    }
    assertThat(lowered).as("pools where n was lowered").isBetween(1000, 19_000);
    assertThat(saved).as("pools where tokens were saved").isBetween(1000, 19_000);
  }

  /**
   * Tokens behind a prefix that n candidates share, counted one by one. What nobody shares need not
   * be decoded to be told apart, only to be given out.
   */
  private static int needed(int[][] pool, int n, int[] chosen) {
    int tokens = 0;
    for (int position = 0; position < chosen.length; position++) {
      for (int[] candidate : pool) {
        tokens += sharing(pool, candidate, position) >= Math.max(2, n) ? 1 : 0;
      }
      tokens += sharing(pool, chosen, position) == 1 ? 1 : 0;
    }
    return tokens;
  }

  /** Candidates that begin like this one. */
  private static long sharing(int[][] pool, int[] chunk, int length) {
    return Arrays.stream(pool).filter(c -> Arrays.equals(c, 0, length, chunk, 0, length)).count();
  }

  @Test
  void givesUpCandidatesAfterTheirFirstToken() {
    int[][] pool = {{1, 5}, {2, 5}, {1, 5}, {3, 5}, {4, 5}, {1, 6}};
    CandidateElimination.Choice choice =
        CandidateElimination.choose(new RecordedPool(pool), new Temperature(0.5), 0.3);
    assertThat(choice.chunk()).containsExactly(1, 5);
    assertThat(choice.effectiveDraws()).isEqualTo(2);
    assertThat(choice.tokensDecoded()).isEqualTo(6 + 3);
  }

  @Test
  void goesOnWhereItStoppedWhenNIsLowered() {
    // Three begin with 1 but none of them agree; the pair that begins with 2 wins.
    int[][] pool = {{1, 1}, {1, 2}, {1, 3}, {2, 4}, {2, 4}, {3, 5}};
    CandidateElimination.Choice choice =
        CandidateElimination.choose(new RecordedPool(pool), 3, 0.99);
    assertThat(choice.chunk()).containsExactly(2, 4);
    assertThat(choice.effectiveDraws()).isEqualTo(2);
    assertThat(choice.tokensDecoded()).isEqualTo(6 + 3 + 2);
  }

  @Test
  void refusesWhatMakesNoSense() {
    RecordedPool decoder = new RecordedPool(new int[][] {{1}});
    assertThatThrownBy(() -> CandidateElimination.choose(decoder, 0, 0.5))
        .hasMessage("draws that agree must be at least 1, got 0");
    assertThatThrownBy(() -> CandidateElimination.choose(decoder, 1, 1))
        .hasMessage("u must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> CandidateElimination.choose(decoder, new Temperature(0.7), 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(decoder.decoded).isEmpty();
  }
}
