package org.calm4j.core.chunk;

import java.util.Arrays;

/** Serves positions from chunks that were decoded whole. */
record DecodedPositions(TokenChunks tokens) implements PositionDecoder {

  @Override
  public int chunks() {
    return tokens.chunks();
  }

  @Override
  public int chunkSize() {
    return tokens.k();
  }

  @Override
  public int[] decode(int position, int... chunks) {
    requireInside(position, chunks);
    return Arrays.stream(chunks).map(chunk -> tokens.id(chunk, position)).toArray();
  }

  @Override
  public void close() {}
}
