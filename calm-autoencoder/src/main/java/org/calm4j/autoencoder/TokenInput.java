package org.calm4j.autoencoder;

import java.util.Arrays;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.kernel.Memory;

/**
 * The ids of a batch as the encoder's graph takes them: every distinct id once, and for each token
 * the place of its id among those. Text repeats itself, so the token half of the encoder has far
 * fewer rows than tokens. Not thread-safe.
 */
final class TokenInput {
  /** Distinct ids are padded to a multiple of this, so that few plans serve all batches. */
  private static final int BUCKET = 256;

  private final int[] placeOf;
  private final int[] stamp;
  private int generation;
  private int[] distinct = new int[BUCKET];
  private int[] positions = new int[0];
  private int count;

  TokenInput(int vocabulary) {
    placeOf = new int[vocabulary];
    stamp = new int[vocabulary];
  }

  /**
   * Takes the ids of a batch.
   *
   * @param ids the tokens
   * @param first where they begin in what the caller knows, for messages
   * @return rows of the padded list of distinct ids
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  int take(int[] ids, int first) {
    generation++;
    count = 0;
    positions = positions.length == ids.length ? positions : new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int id = ids[i];
      if (id < 0 || id >= stamp.length) {
        throw outside(id, first + i, stamp.length);
      }
      if (stamp[id] != generation) {
        stamp[id] = generation;
        placeOf[id] = count;
        if (count == distinct.length) {
          distinct = Arrays.copyOf(distinct, 2 * count);
        }
        distinct[count++] = id;
      }
      positions[i] = placeOf[id];
    }
    int rows = (count + BUCKET - 1) / BUCKET * BUCKET;
    if (distinct.length < rows) {
      distinct = Arrays.copyOf(distinct, rows);
    }
    Arrays.fill(distinct, count, rows, 0);
    return rows;
  }

  /** Says that an id is none of the model's. */
  static IllegalArgumentException outside(int id, int position, int vocabulary) {
    return new IllegalArgumentException(
        "id %d at position %d lies outside the vocabulary of %d: was the text encoded with this model's tokenizer?"
            .formatted(id, position, vocabulary));
  }

  /** Writes what {@link #take} found into a plan for that many rows. */
  void fill(GraphPlan plan, int rows) {
    Memory.of(plan.input(AutoencoderGraphs.IDS)).put(distinct, rows);
    Memory.of(plan.input(AutoencoderGraphs.POSITIONS)).put(positions, positions.length);
  }
}
