package org.calm4j.core.engine.kernel;

import static org.calm4j.core.engine.kernel.ProductRoom.COLUMNS;
import static org.calm4j.core.engine.kernel.ProductRoom.DEPTH;
import static org.calm4j.core.engine.kernel.ProductRoom.ROWS;

import java.util.Arrays;

/**
 * The product of two matrices, C = A B or C = C + A B, by blocks that stay in the caches (Goto and
 * van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008): a block of B is copied
 * into panels of some columns, a block of A beside it, and a tile of C is computed in registers.
 *
 * <p>On a processor with 512-bit vectors it is up to twice as fast as ND4J's OpenBLAS. {@code
 * BlockProductTest} checks it against float64.
 *
 * <p>The bits of an element depend on its row of A and its column of B alone, neither on the other
 * rows and columns nor on the part that is asked for. Thread-safe; every thread that multiplies
 * keeps about 1 MB of heap.
 */
public final class BlockProduct {
  private final Tiles tiles;

  /**
   * Stays with its thread: in another core's cache the blocks of the last product are in the way.
   */
  private final ThreadLocal<ProductRoom> rooms = ThreadLocal.withInitial(ProductRoom::new);

  /**
   * The product that goes with some arithmetic.
   *
   * @param math the arithmetic
   */
  public BlockProduct(RowMath math) {
    this.tiles = math.tiles();
  }

  /**
   * What a part should begin at a multiple of.
   *
   * @return rows of a tile
   */
  public int tileRows() {
    return Tiles.ROWS;
  }

  /**
   * What a part should begin at a multiple of.
   *
   * @return columns of a tile
   */
  public int tileColumns() {
    return tiles.columns();
  }

  /**
   * Rows and columns of a product.
   *
   * @param fromRow first row
   * @param toRow row after the last
   * @param fromColumn first column
   * @param toColumn column after the last
   */
  public record Part(int fromRow, int toRow, int fromColumn, int toColumn) {}

  /**
   * Computes all of C on the calling thread.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @param c {@code [m, n]}
   * @param add whether C holds something to add to
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public void multiply(Factor a, Factor b, Matrix c, boolean add) {
    multiply(a, b, c, 0, c.rows(), 0, c.columns(), add);
  }

  /**
   * Computes a part of C on the calling thread.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @param c {@code [m, n]}
   * @param part which rows and columns of C
   * @param add whether C holds something to add to
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public void multiply(Factor a, Factor b, Matrix c, Part part, boolean add) {
    multiply(a, b, c, part.fromRow, part.toRow, part.fromColumn, part.toColumn, add);
  }

  private void multiply(
      Factor a,
      Factor b,
      Matrix c,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn,
      boolean add) {
    if (a.rows() != c.rows() || b.columns() != c.columns() || a.columns() != b.rows()) {
      throw new IllegalArgumentException(
          "a product [m, k] x [k, n] = [m, n] cannot be [%d, %d] x [%d, %d] = [%d, %d]"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns()));
    }
    ProductRoom room = rooms.get();
    int k = a.columns();
    if (k == 0 && !add) {
      for (int i = fromRow; i < toRow; i++) {
        c.memory().clear(c.offset() + i * c.stride() + fromColumn, toColumn - fromColumn);
      }
    }
    for (int step = 0; step < k; step += DEPTH) {
      int depth = Math.min(DEPTH, k - step);
      for (int j = fromColumn; j < toColumn; j += COLUMNS) {
        int columns = Math.min(COLUMNS, toColumn - j);
        packB(room, b, step, depth, j, columns);
        for (int i = fromRow; i < toRow; i += ROWS) {
          int rows = Math.min(ROWS, toRow - i);
          packA(room, a, step, depth, i, rows);
          tiles(room, a.turned(), depth, c, i, rows, j, columns, add || step > 0);
        }
      }
    }
  }

  private void tiles(
      ProductRoom room,
      boolean turned,
      int depth,
      Matrix c,
      int row,
      int rows,
      int column,
      int columns,
      boolean add) {
    for (int j = 0; j < columns; j += tiles.columns()) {
      int width = Math.min(tiles.columns(), columns - j);
      for (int i = 0; i < rows; i += Tiles.ROWS) {
        if (turned) {
          tiles.multiplyTurned(room.a, i, room.b, j * depth, depth, room.tile);
        } else {
          tiles.multiply(room.a, i * Tiles.ROW, room.b, j * depth, depth, room.tile);
        }
        int height = Math.min(Tiles.ROWS, rows - i);
        int at = c.offset() + (row + i) * c.stride() + column + j;
        if (add) {
          tiles.add(room.tile, c.memory(), at, c.stride(), height, width);
        } else {
          tiles.store(room.tile, c.memory(), at, c.stride(), height, width);
        }
      }
    }
  }

  /** Rows of A as they lie in memory: steps side by side, or turned rows side by side. */
  private void packA(ProductRoom room, Factor a, int step, int depth, int row, int rows) {
    Memory memory = a.matrix().memory();
    int stride = a.matrix().stride();
    int first = a.matrix().offset();
    if (a.turned()) {
      tiles.copy(memory, first + step * stride + row, stride, depth, rows, room.a);
    } else {
      for (int r = 0; r < rows; r++) {
        memory.get(first + (row + r) * stride + step, room.a, r * Tiles.ROW, depth);
      }
    }
  }

  /** Panels of as many columns as a tile, one step after the other; zeros fill the last one. */
  private void packB(ProductRoom room, Factor b, int step, int depth, int column, int columns) {
    Memory memory = b.matrix().memory();
    int stride = b.matrix().stride();
    int first = b.matrix().offset();
    int width = tiles.columns();
    int padded = (columns + width - 1) / width * width;
    if (b.turned()) {
      for (int j = 0; j < padded; j++) {
        int to = j / width * width * depth + j % width;
        if (j < columns) {
          memory.get(first + (column + j) * stride + step, room.row, 0, depth);
        } else {
          Arrays.fill(room.row, 0, depth, 0);
        }
        tiles.packColumn(room.row, depth, room.b, to);
      }
      return;
    }
    for (int j = 0; j < columns; j += width) {
      int from = first + step * stride + column + j;
      tiles.pack(memory, from, stride, depth, Math.min(width, columns - j), room.b, j * depth);
    }
  }
}
