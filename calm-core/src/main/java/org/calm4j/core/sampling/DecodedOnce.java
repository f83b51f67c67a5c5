package org.calm4j.core.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.PositionDecoder;

/** Remembers the tokens of another decoder, which stays open. */
final class DecodedOnce implements PositionDecoder {
  private static final int UNKNOWN = -1;

  private final PositionDecoder decoder;
  private final int[][] tokens;
  private int decoded;

  DecodedOnce(PositionDecoder decoder) {
    this.decoder = decoder;
    this.tokens = new int[decoder.chunkSize()][decoder.chunks()];
    for (int[] position : tokens) {
      Arrays.fill(position, UNKNOWN);
    }
  }

  /** Number of tokens that had to be decoded. */
  int decoded() {
    return decoded;
  }

  @Override
  public int chunks() {
    return decoder.chunks();
  }

  @Override
  public int chunkSize() {
    return decoder.chunkSize();
  }

  @Override
  public int[] decode(int position, int... chunks) {
    int[] known = tokens[position];
    int[] missing =
        IntStream.of(chunks).filter(chunk -> known[chunk] == UNKNOWN).distinct().toArray();
    if (missing.length > 0) {
      int[] ids = decoder.decode(position, missing);
      for (int i = 0; i < missing.length; i++) {
        known[missing[i]] = ids[i];
      }
      decoded += missing.length;
    }
    return IntStream.of(chunks).map(chunk -> known[chunk]).toArray();
  }

  @Override
  public void close() {
    // Not ours.
  }
}
