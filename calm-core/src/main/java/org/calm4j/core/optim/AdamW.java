package org.calm4j.core.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.AdamWStep;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.op.Kernels;
import org.calm4j.core.train.Optimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101) after clipping by global norm.
 *
 * <p>For update t with clipped gradient g: p = p (1 - lr decay), m = beta1 m + (1 - beta1) g, v =
 * beta2 v + (1 - beta2) g^2, p = p - lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon).
 * Unlike ND4J's own updater, epsilon stands outside the bias correction and decay goes by parameter
 * group. The golden {@code ae_adamw} checks it. Not thread-safe.
 */
public final class AdamW implements Optimizer, AutoCloseable {
  /** Elements per job of the pool; also what a partial sum of squares covers. */
  private static final int BLOCK = 1 << 14;

  private final Kernels kernels;
  private final AdamWOptions options;
  private final List<Slot> slots = new ArrayList<>();

  /** Windows on what the backend's ops use between updates: parameters and gradients. */
  private final List<Memory> shared = new ArrayList<>();

  private final Map<String, INDArray> state = new LinkedHashMap<>();
  private final double[] partial;
  private long updates;

  /** A block of one parameter with its gradient and moments. */
  private record Slot(
      Memory p, Memory g, Memory m, Memory v, int from, int count, boolean decays) {}

  /**
   * An optimiser over fixed arrays.
   *
   * @param engine what it runs on
   * @param parameters FLOAT arrays by name, written by {@link #update}
   * @param gradients arrays of the same keys and shapes, read by {@link #update}
   * @param decays which parameters weight decay applies to
   * @param options the constants
   * @throws IllegalArgumentException if a gradient is missing or has another shape
   */
  public AdamW(
      Engine engine,
      Map<String, INDArray> parameters,
      Map<String, INDArray> gradients,
      Predicate<String> decays,
      AdamWOptions options) {
    this.kernels = engine.kernels();
    this.options = options;
    parameters.forEach((name, parameter) -> requireFits(name, parameter, gradients.get(name)));
    parameters.forEach(
        (name, parameter) -> {
          INDArray gradient = Objects.requireNonNull(gradients.get(name));
          INDArray m = zeros(name + ".m", parameter);
          INDArray v = zeros(name + ".v", parameter);
          addSlots(parameter, gradient, m, v, decays.test(name));
        });
    partial = new double[slots.size()];
  }

  /** Before anything is allocated. */
  private static void requireFits(String name, INDArray parameter, @Nullable INDArray gradient) {
    if (gradient == null) {
      throw new IllegalArgumentException("the parameter %s has no gradient".formatted(name));
    }
    if (!Arrays.equals(parameter.shape(), gradient.shape())) {
      throw new IllegalArgumentException(
          "the parameter %s has shape %s, but its gradient %s"
              .formatted(
                  name, Arrays.toString(parameter.shape()), Arrays.toString(gradient.shape())));
    }
  }

  private INDArray zeros(String name, INDArray like) {
    INDArray zeros = Nd4j.createUninitializedDetached(DataType.FLOAT, like.shape()).assign(0);
    state.put(name, zeros);
    return zeros;
  }

  private void addSlots(INDArray p, INDArray g, INDArray m, INDArray v, boolean decays) {
    long window = 1L << 28; // elements, 1 GB: a kernel sees at most 2 GB at once
    for (long start = 0; start < p.length(); start += window) {
      int length = (int) Math.min(window, p.length() - start);
      Memory[] memory = new Memory[4];
      INDArray[] arrays = {p, g, m, v};
      for (int i = 0; i < 4; i++) {
        memory[i] = Memory.window(arrays[i], start, length);
      }
      shared.add(memory[0]);
      shared.add(memory[1]);
      for (int from = 0; from < length; from += BLOCK) {
        int count = Math.min(BLOCK, length - from);
        slots.add(new Slot(memory[0], memory[1], memory[2], memory[3], from, count, decays));
      }
    }
  }

  @Override
  public double update(double learningRate, double gradientScale) {
    shared.forEach(Memory::refresh);
    double norm = gradientScale * norm();
    double clip = options.clipNorm();
    // The published code divides by norm + 1e-6.
    double scale = clip > 0 ? gradientScale * Math.min(1, clip / (norm + 1e-6)) : gradientScale;
    updates++;
    AdamWStep decaying =
        new AdamWStep(
            (float) scale,
            (float) options.beta1(),
            (float) options.beta2(),
            (float) (1 - learningRate * options.weightDecay()),
            (float) (learningRate / (1 - Math.pow(options.beta1(), (double) updates))),
            (float) (1 / Math.sqrt(1 - Math.pow(options.beta2(), (double) updates))),
            (float) options.epsilon());
    AdamWStep steady = decaying.withoutDecay();
    kernels.workers().run(slots.size(), 7 * BLOCK, (from, to) -> step(from, to, decaying, steady));
    return norm;
  }

  private void step(int from, int to, AdamWStep decaying, AdamWStep steady) {
    for (int i = from; i < to; i++) {
      Slot slot = slots.get(i);
      AdamWStep constants = slot.decays ? decaying : steady;
      kernels.math().adamW(slot.p, slot.g, slot.m, slot.v, slot.from, slot.count, constants);
    }
  }

  /** Root of the sum of squares of all gradients; blocks add up in a fixed order. */
  private double norm() {
    kernels.workers().run(slots.size(), BLOCK, this::squares);
    double sum = 0;
    for (double part : partial) {
      sum += part;
    }
    return Math.sqrt(sum);
  }

  private void squares(int from, int to) {
    for (int i = from; i < to; i++) {
      Slot slot = slots.get(i);
      partial[i] = kernels.math().dot(slot.g, slot.from, slot.g, slot.from, slot.count);
    }
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public void restoreUpdates(long value) {
    updates = value;
  }

  @Override
  public Map<String, INDArray> state() {
    return state;
  }

  /** Frees the moments. */
  @Override
  public void close() {
    state.values().forEach(INDArray::close);
  }
}
