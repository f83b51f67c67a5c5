package org.calm4j.eval.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.rollout.Rollouts;
import org.calm4j.core.sampling.Sampler;

/** Keeps what was added to the text, and spells a branch's context out when it is drawn from. */
final class SamplerRollouts implements Rollouts {
  private final Sampler sampler;
  private final int k;
  private final int window;
  private final int[] text;
  private final RandomGenerator random;

  /** Branches beyond the text's own places. */
  private final List<Branch> added = new ArrayList<>();

  /** A branch one chunk longer than another. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares branches
  private record Branch(int parent, int[] chunk) {}

  SamplerRollouts(Sampler sampler, int k, int window, int[] text, long seed) {
    this.sampler = sampler;
    this.k = k;
    this.window = window;
    this.text = text;
    this.random = new RandomStreams(seed).stream("draws");
  }

  @Override
  public int places() {
    return text.length / k;
  }

  @Override
  public int[] draw(int[] branches, int samples) {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, got " + samples);
    }
    int[] result = new int[Math.multiplyExact(Math.multiplyExact(branches.length, samples), k)];
    int at = 0;
    for (int branch : branches) {
      for (int[] chunk : sampler.next(context(branch), samples, random)) {
        if (chunk.length != k) {
          throw new IllegalStateException(
              "the sampler drew %d tokens where chunks have %d: give its chunk size"
                  .formatted(chunk.length, k));
        }
        System.arraycopy(chunk, 0, result, at, k);
        at += k;
      }
    }
    if (at != result.length) {
      throw new IllegalStateException(
          "the sampler drew %d chunks, asked for %d".formatted(at / k, result.length / k));
    }
    return result;
  }

  @Override
  public int[] extend(int[] branches, int[] chunks) {
    if (chunks.length != branches.length * k) {
      throw new IllegalArgumentException(
          "%d branches need %d ids to go on with, got %d"
              .formatted(branches.length, branches.length * k, chunks.length));
    }
    int[] result = new int[branches.length];
    for (int i = 0; i < branches.length; i++) {
      requireBranch(branches[i]);
      added.add(new Branch(branches[i], Arrays.copyOfRange(chunks, i * k, (i + 1) * k)));
      result[i] = places() + added.size() - 1;
    }
    return result;
  }

  private int[] context(int branch) {
    requireBranch(branch);
    int extra = 0;
    int root = branch;
    while (root >= places()) {
      extra++;
      root = added.get(root - places()).parent;
    }
    int length = (root + 1 + extra) * k;
    int from = Math.max(0, length - window);
    int own = (root + 1) * k;
    int[] context = new int[length - from];
    if (from < own) {
      System.arraycopy(text, from, context, 0, own - from);
    }
    int at = length - k;
    for (int b = branch; b >= places() && at >= from; b = added.get(b - places()).parent) {
      System.arraycopy(added.get(b - places()).chunk, 0, context, at - from, k);
      at -= k;
    }
    return context;
  }

  private void requireBranch(int branch) {
    Objects.checkIndex(branch, places() + added.size());
  }

  @Override
  public void close() {
    added.clear();
  }
}
