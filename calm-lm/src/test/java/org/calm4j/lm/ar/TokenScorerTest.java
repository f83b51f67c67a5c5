package org.calm4j.lm.ar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.calm4j.core.engine.Engine;
import org.calm4j.lm.Golden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TokenScorerTest {
  private final Engine engine = new Engine(2);
  private final TokenScorer scorer =
      new TokenScorer(ArGolden.CONFIG, ArGolden.weights(), -1, engine);

  @AfterEach
  void stop() {
    scorer.close();
    engine.close();
  }

  @Test
  void goldenLossOfBothTexts() {
    Map<String, INDArray> stored = Golden.golden("ar_eval");
    int[] ids = Golden.ints(stored.get("input_ids"));
    double loss = stored.get("loss").getDouble(0);
    assertThat(scorer.crossEntropy(Arrays.copyOf(ids, 24), Arrays.copyOfRange(ids, 24, 48)))
        .isCloseTo(loss, Offset.offset(Golden.LOSS * loss));
  }

  /** Tokens count, not texts; what fills a text up does not. */
  @Test
  void textsOfAnyLengthCountByTheirTokens() {
    int[] ids = Golden.ints(Golden.golden("ar_eval").get("input_ids"));
    double whole = scorer.crossEntropy(ids);
    double first = scorer.crossEntropy(Arrays.copyOf(ids, 40));
    // The last tokens of the whole text see all before them.
    double rest = (47 * whole - 39 * first) / 8;
    assertThat(rest).isBetween(1.0, 10.0);
    double both = scorer.crossEntropy(ids, Arrays.copyOf(ids, 40));
    assertThat(both).isCloseTo((47 * whole + 39 * first) / 86, Offset.offset(1e-6));
    assertThat(scorer.crossEntropy(new int[] {1, 2})).isBetween(1.0, 40.0);
  }

  @Test
  void textsThatCannotBeScoredAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(scorer::crossEntropy)
        .withMessage("there is no text: give at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.crossEntropy(new int[] {1}))
        .withMessage(
            "a text to score must have 2 to 2049 tokens, the first of which is given, got 1:"
                + " cut longer ones into pieces");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.crossEntropy(new int[2050]))
        .withMessageContaining("got 2050");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.crossEntropy(new int[] {1, 2}, new int[] {3, 160}))
        .withMessage("the text holds the id 160, outside the vocabulary of 160");
  }
}
