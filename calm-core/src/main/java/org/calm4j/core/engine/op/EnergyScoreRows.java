package org.calm4j.core.engine.op;

import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.RowMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes an {@link EnergyScore} position by position: the targets of one position and its
 * distances fit the cache, and nothing larger is ever written. Distances are summed squares of
 * differences, which cost no more than the product of |x|^2 + |y|^2 - 2 x.y would and do not
 * cancel; their gradient is a product of the coefficients beta d^(beta - 2) with samples and
 * targets. Both work on arrays of the heap: off it, every load of a vector would cost checks.
 */
final class EnergyScoreRows implements BoundOp {
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
  private final ThreadRooms<Room> rooms;
  private final BoundOp scores;

  /** Points {@code [count, wide]} and, turned, {@code [latent, across]}: whole vectors both. */
  private static final class Points {
    final int count;
    final int wide;
    final int across;
    final float[] rows;
    final float[] turned;

    /** For the gradient of the distances to the points. */
    final float[] coefficients;

    Points(int count, int latent) {
      this.count = count;
      wide = AttentionRows.padded(latent);
      across = AttentionRows.padded(count);
      rows = new float[count * wide];
      turned = new float[latent * across];
      coefficients = new float[count];
    }

    void set(int point, int i, float value) {
      rows[point * wide + i] = value;
      turned[i * across + point] = value;
    }
  }

  /** What one thread needs. */
  private final class Room {
    final Points samples = new Points(EnergyScoreRows.this.samples, latent);
    final Points targets = new Points(EnergyScoreRows.this.targets, latent);
    final Memory std;
    final float[] stds = new float[latent];
    final float[] means = new float[latent];
    final float[] row = new float[samples.wide];
    final float[] distances = new float[Math.max(samples.across, targets.across)];

    Room(Memory std) {
      this.std = std;
    }
  }

  EnergyScoreRows(Kernels kernels, INDArray[] inputs, @Nullable INDArray[] outputs, double beta) {
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
    rooms = new ThreadRooms<>(kernels.workers().threads(), latent, std -> new Room(std));
    scores = kernels.rows(positions, samples * targets * latent, this::score);
  }

  private static @Nullable Memory memory(@Nullable INDArray array) {
    return array == null ? null : Memory.of(array);
  }

  @Override
  public void run() {
    scores.run();
    double sum = 0;
    for (double value : losses) {
      sum += value;
    }
    if (loss != null) {
      loss.set(0, (float) sum);
    }
  }

  private void score(int from, int to) {
    Room room = rooms.borrow();
    try {
      for (int position = from; position < to; position++) {
        if (weights.get(position) == 0) {
          leaveOut(position);
        } else {
          score(position, room);
        }
      }
    } finally {
      rooms.giveBack(room);
    }
  }

  private void score(int position, Room room) {
    takeSamples(position, room);
    makeTargets(position, room);
    float weight = weights.get(position);
    double own = 0;
    double other = 0;
    for (int i = 0; i < samples; i++) {
      // d score / d x_i: every pair of samples counts twice.
      own += distances(room, i, room.samples, 2.0 * weight / (samples * (samples - 1.0)));
      other += distances(room, i, room.targets, -2.0 * weight / ((double) samples * targets));
      if (dx != null) {
        differentiate(room, i);
        dx.put(room.row, 0, (position * samples + i) * latent, latent);
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

  private void takeSamples(int position, Room room) {
    for (int j = 0; j < samples; j++) {
      x.get((position * samples + j) * latent, room.row, 0, latent);
      for (int i = 0; i < latent; i++) {
        room.samples.set(j, i, room.row[i]);
      }
    }
  }

  private void makeTargets(int position, Room room) {
    int at = position * latent;
    logStd.copyTo(at, room.std, 0, latent);
    math.expShift(room.std, 0, 0, latent);
    room.std.get(0, room.stds, 0, latent);
    mean.get(at, room.means, 0, latent);
    for (int j = 0; j < targets; j++) {
      noise.get((position * targets + j) * latent, room.row, 0, latent);
      for (int i = 0; i < latent; i++) {
        room.targets.set(j, i, room.means[i] + room.stds[i] * room.row[i]);
      }
    }
  }

  /**
   * The sum of d^beta over the distances d of a sample to points. Makes the coefficients -factor *
   * beta * d^(beta - 2), zero where d is zero.
   */
  private double distances(Room room, int sample, Points points, double factor) {
    int from = sample * room.samples.wide;
    float[] squares = room.distances;
    math.turnedDistances(squares, room.samples.rows, from, points.turned, points.across, latent);
    double sum = 0;
    for (int j = 0; j < points.count; j++) {
      double square = squares[j];
      if (square == 0) {
        points.coefficients[j] = 0;
        continue;
      }
      double power = beta == 1 ? Math.sqrt(square) : Math.pow(square, beta / 2);
      sum += power;
      points.coefficients[j] = (float) (factor * beta * power / square);
    }
    return sum;
  }

  /** The gradient of a sample into the row: sum of -c_j (x_i - y_j), c_j the coefficients. */
  private void differentiate(Room room, int sample) {
    float all = -sum(room.samples.coefficients) - sum(room.targets.coefficients);
    int from = sample * room.samples.wide;
    for (int i = 0; i < room.row.length; i++) {
      room.row[i] = all * room.samples.rows[from + i];
    }
    combine(room.row, room.samples);
    combine(room.row, room.targets);
  }

  private void combine(float[] row, Points points) {
    math.combine(row, points.coefficients, points.rows, points.count, points.wide);
  }

  private static float sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return (float) sum;
  }

  private void leaveOut(int position) {
    losses[position] = 0;
    if (dx != null) {
      dx.clear(position * samples * latent, samples * latent);
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
    rooms.close();
  }
}
