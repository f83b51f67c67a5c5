package org.calm4j.core.engine.op;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes an {@link EnergyScore} position by position: the targets of one position and its
 * distances fit the cache, and nothing larger is ever written. Distances are summed squares of
 * differences, which cost no more than the product of |x|^2 + |y|^2 - 2 x.y would and do not
 * cancel; their gradient is a product of the coefficients beta d^(beta - 2) with samples and
 * targets.
 */
final class EnergyScoreRows implements BoundOp {
  private final Kernels kernels;
  private final RowMath math;
  private final double beta;
  private final int positions;
  private final int samples;
  private final int targets;
  private final int latent;
  private final Memory x;
  private final Memory mean;
  private final Memory logStd;
  private final Memory noise;
  private final Memory weights;
  private final @Nullable Memory loss;
  private final @Nullable Memory dx;
  private final @Nullable Memory within;
  private final @Nullable Memory across;
  private final double[] losses;
  private final ConcurrentLinkedQueue<Room> rooms = new ConcurrentLinkedQueue<>();

  /**
   * What one thread needs: standard deviations, targets, coefficients; on the heap samples, samples
   * and targets turned, and distances.
   */
  private static final class Room {
    final INDArray array;
    final Memory std;
    final Memory y;
    final Memory own;
    final Memory other;
    final float[] x;
    final float[] row;
    final float[] turnedX;
    final float[] turnedY;
    final float[] distances;

    Room(int targets, int samples, int latent) {
      long total = latent + (long) targets * latent + samples + targets;
      array = Nd4j.createUninitializedDetached(DataType.FLOAT, total);
      long after = latent + (long) targets * latent;
      std = Memory.window(array, 0, latent);
      y = Memory.window(array, latent, (long) targets * latent);
      own = Memory.window(array, after, samples);
      other = Memory.window(array, after + samples, targets);
      x = new float[samples * latent];
      row = new float[latent];
      turnedX = new float[latent * AttentionRows.padded(samples)];
      turnedY = new float[latent * AttentionRows.padded(targets)];
      distances = new float[AttentionRows.padded(Math.max(samples, targets))];
    }
  }

  EnergyScoreRows(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, double beta) {
    this.kernels = kernels;
    this.math = kernels.math();
    this.beta = beta;
    positions = (int) inputs[1].size(0);
    latent = (int) inputs[1].size(1);
    samples = (int) inputs[0].size(0) / positions;
    targets = (int) inputs[3].size(0) / positions;
    x = Memory.of(inputs[0]);
    mean = Memory.of(inputs[1]);
    logStd = Memory.of(inputs[2]);
    noise = Memory.of(inputs[3]);
    weights = Memory.of(inputs[4]);
    loss = memory(outputs[0]);
    dx = memory(outputs[1]);
    within = memory(outputs[2]);
    across = memory(outputs[3]);
    losses = new double[positions];
    for (int i = 0; i < kernels.workers().threads(); i++) {
      rooms.add(new Room(targets, samples, latent));
    }
  }

  private static @Nullable Memory memory(@Nullable INDArray array) {
    return array == null ? null : Memory.of(array);
  }

  @Override
  public void run() {
    kernels
        .workers()
        .run(
            positions,
            samples * targets * latent,
            (from, to) -> {
              Room room = rooms.remove();
              try {
                for (int position = from; position < to; position++) {
                  score(position, room);
                }
              } finally {
                rooms.add(room);
              }
            });
    double sum = 0;
    for (double value : losses) {
      sum += value;
    }
    if (loss != null) {
      loss.set(0, (float) sum);
    }
  }

  private void score(int position, Room room) {
    float weight = weights.get(position);
    int first = position * samples * latent;
    if (weight == 0) {
      leaveOut(position, first);
      return;
    }
    makeTargets(position, room);
    x.get(first, room.x, 0, samples * latent);
    turn(x, first, samples, room.row, room.turnedX);
    turn(room.y, 0, targets, room.row, room.turnedY);
    double own = 0;
    double other = 0;
    int ownWidth = AttentionRows.padded(samples);
    int otherWidth = AttentionRows.padded(targets);
    for (int i = 0; i < samples; i++) {
      int at = first + i * latent;
      math.turnedDistances(room.distances, room.x, i * latent, room.turnedX, ownWidth, latent);
      // d score / d x_i: every pair of samples counts twice.
      double ownFactor = -2.0 * weight / (samples * (samples - 1.0));
      own += powers(room.distances, room.own, samples, ownFactor);
      math.turnedDistances(room.distances, room.x, i * latent, room.turnedY, otherWidth, latent);
      double otherFactor = 2.0 * weight / ((double) samples * targets);
      other += powers(room.distances, room.other, targets, otherFactor);
      if (dx != null) {
        // sum of c_j (x_i - y_j), as a product with the coefficients.
        float all = math.sum(room.own, 0, samples) + math.sum(room.other, 0, targets);
        dx.clear(at, latent);
        math.combine(dx, at, room.own, 0, x, first, latent, samples, latent);
        math.combine(dx, at, room.other, 0, room.y, 0, latent, targets, latent);
        math.scale(dx, at, -1, latent);
        math.axpy(dx, at, x, at, all, latent);
      }
    }
    own /= samples * (samples - 1.0);
    other /= (double) samples * targets;
    losses[position] = -weight * (own - 2 * other);
    if (within != null) {
      within.set(position, (float) own);
    }
    if (across != null) {
      across.set(position, (float) other);
    }
  }

  private void makeTargets(int position, Room room) {
    int at = position * latent;
    logStd.copyTo(at, room.std, 0, latent);
    math.expShift(room.std, 0, 0, latent);
    for (int j = 0; j < targets; j++) {
      int from = (position * targets + j) * latent;
      mean.copyTo(at, room.y, j * latent, latent);
      math.mulAdd(room.y, j * latent, room.std, 0, noise, from, 1, latent);
    }
  }

  /** Writes rows as columns, as many to a row as fill vectors. */
  private void turn(Memory rows, int from, int count, float[] row, float[] turned) {
    int width = AttentionRows.padded(count);
    for (int j = 0; j < count; j++) {
      rows.get(from + j * latent, row, 0, latent);
      for (int i = 0; i < latent; i++) {
        turned[i * width + j] = row[i];
      }
    }
  }

  /**
   * Makes coefficients factor * beta * d^(beta - 2) of squared distances, zero where d is zero, and
   * returns the sum of d^beta.
   */
  private double powers(float[] squares, Memory coefficients, int n, double factor) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double square = squares[j];
      if (square == 0) {
        coefficients.set(j, 0);
        continue;
      }
      double power = beta == 1 ? Math.sqrt(square) : Math.pow(square, beta / 2);
      sum += power;
      coefficients.set(j, (float) (factor * beta * power / square));
    }
    return sum;
  }

  private void leaveOut(int position, int first) {
    losses[position] = 0;
    if (dx != null) {
      dx.clear(first, samples * latent);
    }
    if (within != null) {
      within.set(position, 0);
    }
    if (across != null) {
      across.set(position, 0);
    }
  }

  @Override
  public void close() {
    rooms.forEach(room -> room.array.close());
  }
}
