package org.calm4j.eval.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.sampling.Sampler;
import org.junit.jupiter.api.Test;

class SamplerModelTest {
  private final List<List<Integer>> contexts = new ArrayList<>();
  private final Sampler echo =
      (context, random) -> {
        contexts.add(Arrays.stream(context).boxed().toList());
        return new int[] {random.nextInt(100), random.nextInt(100)};
      };

  @Test
  void asksAtTheContextOfEveryBranch() {
    try (Rollouts rollouts = SamplerModel.of(echo, 2).open(new int[] {1, 2, 3, 4, 5, 6}, 9)) {
      assertThat(rollouts.places()).isEqualTo(3);
      int[] first = rollouts.extend(new int[] {0, 2}, new int[] {70, 71, 80, 81});
      int[] second = rollouts.extend(new int[] {first[0], first[0]}, new int[] {72, 73, 74, 75});
      assertThat(rollouts.draw(new int[] {1, second[1], first[1]}, 1)).hasSize(6);
      assertThat(contexts)
          .containsExactly(
              List.of(1, 2, 3, 4),
              List.of(1, 2, 70, 71, 74, 75),
              List.of(1, 2, 3, 4, 5, 6, 80, 81));
    }
  }

  @Test
  void aWindowLeavesTheOldestChunksOut() {
    SamplerModel model = SamplerModel.of(echo, 2).withWindow(4);
    try (Rollouts rollouts = model.open(new int[] {1, 2, 3, 4, 5, 6}, 9)) {
      int[] first = rollouts.extend(new int[] {2}, new int[] {70, 71});
      int[] second = rollouts.extend(first, new int[] {72, 73});
      int[] third = rollouts.extend(second, new int[] {74, 75});
      rollouts.draw(new int[] {0, 2, first[0], second[0], third[0]}, 1);
      assertThat(contexts)
          .containsExactly(
              List.of(1, 2),
              List.of(3, 4, 5, 6),
              List.of(5, 6, 70, 71),
              List.of(70, 71, 72, 73),
              List.of(72, 73, 74, 75));
    }
  }

  @Test
  void theSeedDecides() {
    int[] text = {1, 2, 3, 4};
    int[] branches = {0, 1, 1};
    int[] first = SamplerModel.of(echo, 2).open(text, 1).draw(branches, 3);
    assertThat(SamplerModel.of(echo, 2).open(text, 1).draw(branches, 3)).isEqualTo(first);
    assertThat(SamplerModel.of(echo, 2).open(text, 2).draw(branches, 3)).isNotEqualTo(first);
  }

  @Test
  void saysWhatDoesNotFit() {
    SamplerModel model = new SamplerModel(echo, 2, 4, 8, 100, 99);
    assertThatThrownBy(() -> model.open(new int[10], 0)).hasMessageContaining("between 1 and 4");
    assertThatThrownBy(() -> model.open(new int[3], 0)).hasMessageContaining("got 3 tokens");
    assertThatThrownBy(() -> model.open(new int[] {1, 100}, 0))
        .hasMessage("ids must be in [0, 100), the text has 100");
    assertThatThrownBy(() -> SamplerModel.of(echo, 0)).hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> model.withWindow(3)).hasMessageContaining("multiple of the chunk");
    assertThatThrownBy(() -> new SamplerModel(echo, 2, 4, 8, 100, 100))
        .hasMessageContaining("padding id must be in [0, 100), got 100");
    try (Rollouts three = SamplerModel.of(echo, 3).open(new int[3], 0)) {
      assertThatThrownBy(() -> three.draw(new int[] {0}, 1))
          .hasMessage("the sampler drew 2 tokens where chunks have 3: give its chunk size");
    }
    try (Rollouts rollouts = model.open(new int[4], 0)) {
      assertThatThrownBy(() -> rollouts.draw(new int[] {2}, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> rollouts.extend(new int[] {0}, new int[3]))
          .hasMessageContaining("need 2 ids");
    }
  }
}
