package org.calm4j.lm.generate;

import org.calm4j.core.chunk.PositionDecoder;

/** Some of the chunks of another decoder, which stays open. */
final class ChosenPositions implements PositionDecoder {
  private final PositionDecoder all;
  private final int[] chosen;

  ChosenPositions(PositionDecoder all, int... chosen) {
    this.all = all;
    this.chosen = chosen;
  }

  @Override
  public int chunks() {
    return chosen.length;
  }

  @Override
  public int chunkSize() {
    return all.chunkSize();
  }

  @Override
  public int[] decode(int position, int... chunks) {
    int[] indices = new int[chunks.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = chosen[chunks[i]];
    }
    return all.decode(position, indices);
  }

  @Override
  public void close() {
    // Not ours.
  }
}
