package org.calm4j.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places blocks with known lifetimes in one stretch of memory: largest first, each at the lowest
 * place where it meets no block that lives at the same time.
 */
final class ArenaLayout {
  /** Every block begins on a cache line, which is also the widest vector. */
  static final long ALIGN = 64;

  private final List<Block> blocks = new ArrayList<>();

  /** A block of memory that is in use from one step to another, both included. */
  static final class Block {
    private final long bytes;
    private final int from;
    private int to;
    private long offset = -1;
    private boolean elsewhere;

    private Block(long bytes, int from) {
      this.bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
      this.from = from;
      this.to = from;
    }

    void usedAt(int step) {
      to = Math.max(to, step);
    }

    int lastUse() {
      return to;
    }

    long offset() {
      return offset;
    }

    /** Keeps the block out of the arena: its memory comes from outside. */
    void placeElsewhere() {
      elsewhere = true;
    }

    boolean isElsewhere() {
      return elsewhere;
    }

    private boolean meets(Block other) {
      return from <= other.to && other.from <= to;
    }
  }

  Block add(long bytes, int from) {
    Block block = new Block(bytes, from);
    blocks.add(block);
    return block;
  }

  /** Gives every block its offset; returns the bytes needed. */
  long place() {
    List<Block> bySize = new ArrayList<>(blocks);
    bySize.removeIf(Block::isElsewhere);
    bySize.sort(Comparator.comparingLong((Block block) -> -block.bytes));
    List<Block> placed = new ArrayList<>();
    long total = 0;
    for (Block block : bySize) {
      long offset = 0;
      for (Block other : placed) {
        if (block.meets(other)) {
          if (offset + block.bytes <= other.offset) {
            break;
          }
          offset = Math.max(offset, other.offset + other.bytes);
        }
      }
      block.offset = offset;
      total = Math.max(total, offset + block.bytes);
      placed.add(block);
      placed.sort(Comparator.comparingLong((Block b) -> b.offset));
    }
    return total;
  }
}
