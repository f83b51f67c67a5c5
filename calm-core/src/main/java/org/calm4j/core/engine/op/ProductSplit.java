package org.calm4j.core.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.kernel.BlockProduct;

/**
 * How threads share a product: the result is cut into a grid of parts of about the same size, as
 * square as possible, because a part has to copy its rows of A and its columns of B.
 *
 * @param rows rows of the result
 * @param columns columns of the result
 * @param tall rows of a tile
 * @param wide columns of a tile
 * @param down parts one below the other
 * @param across parts side by side
 */
record ProductSplit(int rows, int columns, int tall, int wide, int down, int across) {

  static ProductSplit of(Kernels kernels, int rows, int columns) {
    int threads = kernels.workers().threads();
    int tall = kernels.blocks().tileRows();
    int wide = kernels.blocks().tileColumns();
    int best = 1;
    double least = Double.MAX_VALUE;
    for (int down = 1; down <= threads; down++) {
      int across = threads / down;
      long height = (long) units(units(rows, tall), down) * tall;
      long width = (long) units(units(columns, wide), across) * wide;
      // Tiles first; then the copies, of which columns of B cost about twice as much as rows of A.
      double cost = height * width + 16.0 * (height + 2.0 * width);
      if (cost < least) {
        least = cost;
        best = down;
      }
    }
    return new ProductSplit(rows, columns, tall, wide, best, threads / best);
  }

  /** How many pieces of a size it takes. */
  private static int units(int length, int size) {
    return (length + size - 1) / size;
  }

  /** The parts, row after row of parts. */
  List<BlockProduct.Part> parts() {
    List<BlockProduct.Part> parts = new ArrayList<>();
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        parts.add(
            new BlockProduct.Part(
                edge(rows, tall, i, down),
                edge(rows, tall, i + 1, down),
                edge(columns, wide, j, across),
                edge(columns, wide, j + 1, across)));
      }
    }
    return parts;
  }

  /** Where the part begins: at a whole tile. */
  private static int edge(int length, int size, int part, int parts) {
    return (int) Math.min(length, (long) units(length, size) * part / parts * size);
  }
}
