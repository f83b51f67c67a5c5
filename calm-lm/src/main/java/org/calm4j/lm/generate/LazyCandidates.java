package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.PositionDecoder;

/**
 * Candidates that are drawn when somebody asks for them: a few at first, and the rest together.
 * They are independent of each other, so whoever is asked for first may get the first draw. Used by
 * one thread.
 */
final class LazyCandidates implements PositionDecoder {
  private final ChunkCodec codec;
  private final Source source;
  private final int first;
  private final List<Block> blocks = new ArrayList<>();

  /** Which draw a candidate has got, -1 for none. */
  private final int[] draws;

  private int drawn;

  /** Draws vectors. */
  @FunctionalInterface
  interface Source {
    /**
     * Draws a block of candidates.
     *
     * @param block number of the block, from 0
     * @param count how many
     * @return {@code [count, latent]}, the caller's
     */
    ChunkVectors draw(int block, int count);
  }

  /** Draws that were made together, from one number on. */
  private record Block(int first, ChunkVectors vectors, PositionDecoder decoder) {
    boolean holds(int draw) {
      return draw >= first && draw < first + decoder.chunks();
    }
  }

  /**
   * Nothing is drawn yet.
   *
   * @param codec decodes them; stays the caller's
   * @param candidates how many there are
   * @param first how many of them are drawn at first
   * @param source where they come from
   */
  LazyCandidates(ChunkCodec codec, int candidates, int first, Source source) {
    this.codec = codec;
    this.source = source;
    this.first = first;
    this.draws = new int[candidates];
    Arrays.fill(draws, -1);
  }

  @Override
  public int chunks() {
    return draws.length;
  }

  @Override
  public int chunkSize() {
    return codec.chunkSize();
  }

  @Override
  public int[] decode(int position, int... chunks) {
    requireInside(position, chunks);
    for (int chunk : chunks) {
      if (draws[chunk] < 0) {
        draws[chunk] = drawn++;
      }
    }
    while (available() < drawn) {
      draw();
    }
    int[] ids = new int[chunks.length];
    for (Block block : blocks) {
      int[] places =
          IntStream.range(0, ids.length).filter(i -> block.holds(draws[chunks[i]])).toArray();
      if (places.length > 0) {
        int[] members = IntStream.of(places).map(i -> draws[chunks[i]] - block.first).toArray();
        int[] decoded = block.decoder.decode(position, members);
        for (int i = 0; i < places.length; i++) {
          ids[places[i]] = decoded[i];
        }
      }
    }
    return ids;
  }

  private int available() {
    return blocks.stream().mapToInt(block -> block.decoder.chunks()).sum();
  }

  private void draw() {
    int begin = available();
    int left = draws.length - begin;
    int count = blocks.isEmpty() ? Math.min(left, first) : left;
    ChunkVectors vectors = source.draw(blocks.size(), count);
    try {
      blocks.add(new Block(begin, vectors, codec.positions(vectors)));
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (Block block : blocks) {
      block.decoder.close();
      block.vectors.close();
    }
    blocks.clear();
  }
}
