package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaLayoutTest {

  private record Life(ArenaLayout.Block block, long bytes, int from, int to) {}

  @Test
  void blocksThatLiveTogetherNeverOverlap() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 200; round++) {
      ArenaLayout layout = new ArenaLayout();
      List<Life> lives = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        int from = random.nextInt(30);
        int to = from + random.nextInt(8);
        long bytes = random.nextLong(1, 1001);
        ArenaLayout.Block block = layout.add(bytes, from);
        block.usedAt(to);
        lives.add(new Life(block, bytes, from, to));
      }
      long total = layout.place();
      long sum = 0;
      for (Life a : lives) {
        assertThat(a.block.offset() % ArenaLayout.ALIGN).isZero();
        assertThat(a.block.offset()).isNotNegative();
        assertThat(a.block.offset() + a.bytes).isLessThanOrEqualTo(total);
        sum += a.bytes + ArenaLayout.ALIGN;
        for (Life b : lives) {
          boolean together = !a.equals(b) && a.from <= b.to && b.from <= a.to;
          boolean apart =
              a.block.offset() + a.bytes <= b.block.offset()
                  || b.block.offset() + b.bytes <= a.block.offset();
          assertThat(!together || apart).isTrue();
        }
      }
      assertThat(total).isLessThan(sum);
    }
  }

  @Test
  void aChainNeedsRoomForTwo() {
    ArenaLayout layout = new ArenaLayout();
    for (int step = 0; step < 10; step++) {
      layout.add(640, step).usedAt(step + 1);
    }
    assertThat(layout.place()).isEqualTo(2 * 640);
  }

  @Test
  void blocksElsewhereTakeNoRoom() {
    ArenaLayout layout = new ArenaLayout();
    ArenaLayout.Block outside = layout.add(6400, 0);
    outside.placeElsewhere();
    layout.add(64, 0);
    assertThat(layout.place()).isEqualTo(64);
  }
}
