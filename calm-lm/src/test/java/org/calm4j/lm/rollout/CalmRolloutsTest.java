package org.calm4j.lm.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.rollout.Rollouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Draws are repeatable and belong to their text alone; what does not fit is refused. */
class CalmRolloutsTest {
  private static final int K = 2;

  private final Engine engine = new Engine(2);
  private final GoldenModel golden = GoldenModel.open(K, engine);
  private final CalmRolloutModel model =
      new CalmRolloutModel(golden.config(), golden.weights(), golden.codec(), -1, engine);

  @AfterEach
  void stop() {
    model.close();
    golden.close();
    engine.close();
  }

  private static int[] text(int seed, int chunks) {
    return new SplittableRandom(seed).ints((long) chunks * K, 0, 64).toArray();
  }

  /** All that a text gives: draws at places, a round of branches, draws there. */
  private static int[] all(RolloutModel model, int[] text, long seed) {
    try (Rollouts rollouts = model.open(text, seed)) {
      int[] places = IntStream.range(0, rollouts.places()).toArray();
      int[] drawn = rollouts.draw(places, 2);
      int[] first = new int[places.length * K];
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(drawn, 2 * i * K, first, i * K, K);
      }
      int[] longer = rollouts.extend(places, first);
      int[] more = rollouts.draw(longer, 3);
      int[] twice = rollouts.draw(new int[] {0, 0}, 40);
      return Stream.of(drawn, more, twice).flatMapToInt(Arrays::stream).toArray();
    }
  }

  @Test
  void sizes() {
    assertThat(model.chunkSize()).isEqualTo(K);
    assertThat(model.contextTokens()).isEqualTo(2048 * K);
    assertThat(model.vocabularySize()).isEqualTo(64);
    assertThat(model.padId()).isEqualTo(63);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    int[] first = all(model, text(1, 9), 5);
    all(model, text(2, 30), 6); // another text in the same memory
    assertThat(all(model, text(1, 9), 5)).isEqualTo(first);
    assertThat(all(model, text(1, 9), 7)).isNotEqualTo(first);
  }

  @Test
  void drawsDiffer() {
    try (Rollouts rollouts = model.open(text(3, 4), 5)) {
      int[] one = rollouts.draw(new int[] {2, 2}, 50);
      assertThat(Arrays.copyOf(one, 100)).isNotEqualTo(Arrays.copyOfRange(one, 100, 200));
      assertThat(rollouts.draw(new int[] {2, 2}, 50)).isNotEqualTo(one);
      assertThat(rollouts.draw(new int[0], 2)).isEmpty();
      assertThat(rollouts.extend(new int[0], new int[0])).isEmpty();
    }
  }

  @Test
  void severalTextsAtOnce() throws Exception {
    List<Callable<int[]>> tasks = new ArrayList<>();
    List<int[]> expected = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int[] text = text(i, 5 + i);
      long seed = i;
      expected.add(all(model, text, seed));
      tasks.add(() -> all(model, text, seed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<int[]>> results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refusals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.open(new int[0], 1))
        .withMessage(
            "a text must be one or more whole chunks of 2 ids, got 0 ids: cut it or pad it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.open(new int[3], 1))
        .withMessage(
            "a text must be one or more whole chunks of 2 ids, got 3 ids: cut it or pad it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.open(new int[4098], 1))
        .withMessage("a text of 4098 tokens does not fit the context of 4096: score it in parts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.open(new int[] {1, 64}, 1))
        .withMessage("the id 64 lies outside the vocabulary of 64");
    Rollouts rollouts = model.open(new int[] {1, 2, 3, 4}, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rollouts.draw(new int[] {1, 2}, 2))
        .withMessage(
            "there is no branch 2: the text has 2 places, and 0 branches were made of them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rollouts.draw(new int[] {1}, 0))
        .withMessage("samples must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rollouts.extend(new int[] {1}, new int[] {1}))
        .withMessage("1 branches need a chunk of 2 ids each, got 1 ids");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rollouts.extend(new int[] {1}, new int[] {1, -1}))
        .withMessage("the id -1 lies outside the vocabulary of 64");
    rollouts.close();
    rollouts.close();
    assertThatIllegalStateException()
        .isThrownBy(rollouts::places)
        .withMessage("the roll-outs are closed: open the text again");
  }

  @Test
  void aFullContextIsNotExtended() {
    try (Rollouts rollouts = model.open(new int[4096], 1)) {
      assertThat(rollouts.extend(new int[] {2046}, new int[] {1, 1})).containsExactly(2048);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rollouts.extend(new int[] {2047}, new int[] {1, 1}))
          .withMessage(
              "a branch of 2048 chunks fills the context of 2048 positions: open a shorter text");
    }
  }

  @Test
  void aClosedModelOpensNothing() {
    Rollouts open = model.open(text(1, 2), 1);
    model.close();
    open.close(); // frees what the model no longer keeps
    assertThatIllegalStateException()
        .isThrownBy(() -> model.open(text(1, 2), 1))
        .withMessage("the language model is closed");
  }
}
