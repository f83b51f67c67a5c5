package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProductRuleTest {

  @Test
  void geometricMeanInPercent() {
    for (ProductRule rule : ProductRule.values()) {
      assertThat(rule.score(0.8, 0.4, 0.2, 0.1)).isCloseTo(28.284271, within(1e-6));
      assertThat(rule.score(1, 1, 1, 1)).isEqualTo(100);
      assertThat(rule.score(0.5, 0, 0.5, 0.5)).isZero();
      assertThat(rule.score(0.5, -0.1, 0.5, 0.5)).isZero();
      assertThat(rule.score(0.5, Double.NaN, 0.5, 0.5)).isNaN();
    }
  }

  @Test
  void onlyThePublishedRuleLetsTwoNegativeFactorsPass() {
    assertThat(ProductRule.EACH_POSITIVE.score(0.5, 0.2, -0.1, -0.1)).isZero();
    assertThat(ProductRule.PUBLISHED.score(0.5, 0.2, -0.1, -0.1))
        .isCloseTo(17.782794, within(1e-6));
  }

  @Test
  void needsFourFactors() {
    assertThatThrownBy(() -> ProductRule.EACH_POSITIVE.score(1, 1))
        .hasMessage("BrierLM has 4 factors, got 2");
  }
}
