package org.calm4j.core.chunk;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Vectors of chunks, {@code [chunks, latent]} floats off the Java heap; closing frees them.
 *
 * <p>Not thread-safe while its array is written; reading from several threads is fine.
 */
public final class ChunkVectors implements AutoCloseable {
  private final INDArray array;

  private ChunkVectors(INDArray array) {
    this.array = array;
  }

  /**
   * Takes over an array.
   *
   * @param array {@code [chunks, latent]}, FLOAT, row-major without gaps, owned by the result from
   *     now on
   * @return vectors over that array
   * @throws IllegalArgumentException if rank, type or order differ
   */
  public static ChunkVectors owning(INDArray array) {
    boolean rowMajor =
        array.rank() == 2
            && (array.size(1) == 1 || array.stride(1) == 1)
            && (array.size(0) == 1 || array.stride(0) == array.size(1));
    if (!rowMajor || array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "vectors must be a row-major FLOAT array [chunks, latent], got "
              + array.shapeInfoToString());
    }
    return new ChunkVectors(array);
  }

  /**
   * Room for vectors, zero at first.
   *
   * @param chunks number of chunks, at least 1
   * @param latent length of a vector, at least 1
   * @return new vectors
   * @throws IllegalArgumentException if a size is below 1
   */
  public static ChunkVectors create(int chunks, int latent) {
    if (chunks < 1 || latent < 1) {
      throw new IllegalArgumentException(
          "vectors need at least one chunk and one dimension, got ["
              + chunks
              + ", "
              + latent
              + "]");
    }
    return new ChunkVectors(
        Nd4j.createUninitializedDetached(DataType.FLOAT, chunks, latent).assign(0));
  }

  /**
   * Copies vectors from Java arrays.
   *
   * @param vectors one array per chunk, all of one length
   * @return new vectors
   * @throws IllegalArgumentException if there is none, or the lengths differ
   */
  public static ChunkVectors copyOf(float[]... vectors) {
    if (vectors.length == 0) {
      throw new IllegalArgumentException("vectors must hold at least one chunk, got none");
    }
    ChunkVectors result = create(vectors.length, vectors[0].length);
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length != vectors[0].length) {
        result.close();
        throw new IllegalArgumentException(
            "all vectors must have the length of the first, %d, but number %d has %d"
                .formatted(vectors[0].length, i, vectors[i].length));
      }
      for (int j = 0; j < vectors[i].length; j++) {
        result.array.putScalar(i, j, vectors[i][j]);
      }
    }
    return result;
  }

  /**
   * A copy with normal noise on every entry.
   *
   * @param std standard deviation of the noise, at least 0
   * @param random where the noise comes from, in row-major order
   * @return new vectors {@code [chunks, latent]}, owned by the caller
   * @throws IllegalArgumentException if the standard deviation is negative or NaN
   */
  public ChunkVectors disturbed(double std, RandomGenerator random) {
    if (!(std >= 0)) {
      throw new IllegalArgumentException(
          "the standard deviation of noise must be at least 0, got " + std);
    }
    ChunkVectors result = new ChunkVectors(array.dup('c'));
    DataBuffer entries = result.array.data();
    long count = result.array.length();
    for (long i = 0; i < count; i++) {
      entries.put(i, (float) (entries.getFloat(i) + std * random.nextGaussian()));
    }
    return result;
  }

  /**
   * Number of vectors.
   *
   * @return chunks
   */
  public int chunks() {
    return (int) array.size(0);
  }

  /**
   * Length of a vector.
   *
   * @return the latent size L
   */
  public int latent() {
    return (int) array.size(1);
  }

  /**
   * The array itself, valid until {@link #close}.
   *
   * @return {@code [chunks, latent]}
   */
  public INDArray array() {
    return array;
  }

  /**
   * Copies everything to the Java heap.
   *
   * @return one array per chunk
   */
  public float[][] toArrays() {
    return array.toFloatMatrix();
  }

  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }

  @Override
  public String toString() {
    return "ChunkVectors[" + chunks() + ", " + latent() + "]";
  }
}
