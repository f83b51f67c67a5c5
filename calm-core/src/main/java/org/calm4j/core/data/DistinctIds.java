package org.calm4j.core.data;

import java.util.Arrays;
import org.calm4j.core.engine.kernel.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a batch with every distinct one once, and for each token the place of its id among
 * those. Text repeats itself: what depends on the id alone is computed for far fewer rows than
 * there are tokens. Not thread-safe.
 */
public final class DistinctIds {
  private final int bucket;
  private final boolean repeating;
  private final int[] placeOf;
  private final int[] stamp;
  private int generation;
  private int[] distinct;
  private int[] places = new int[0];
  private int tokens;
  private int rows;

  /**
   * For ids of one vocabulary.
   *
   * @param vocabulary number of ids
   * @param bucket distinct ids are padded with id 0 to a multiple of this, so that few plans serve
   *     all batches; at least 1
   */
  public DistinctIds(int vocabulary, int bucket) {
    this(vocabulary, bucket, false);
  }

  private DistinctIds(int vocabulary, int bucket, boolean repeating) {
    this.bucket = bucket;
    this.repeating = repeating;
    placeOf = new int[vocabulary];
    stamp = new int[vocabulary];
    distinct = new int[bucket];
  }

  /**
   * Ids as they stand in a batch, every repetition its own: for graphs in the composed spelling,
   * which read tokens one by one.
   *
   * @param vocabulary number of ids
   * @return takes ids without counting
   */
  public static DistinctIds repeating(int vocabulary) {
    return new DistinctIds(vocabulary, 1, true);
  }

  /**
   * Takes the ids of a batch.
   *
   * @param ids the tokens, from the beginning of the array
   * @param count how many
   * @param first where they begin in what the caller knows, for messages
   * @return rows of the padded list of distinct ids
   * @throws IllegalArgumentException if an id lies outside the vocabulary
   */
  public int take(int[] ids, int count, int first) {
    generation++;
    tokens = count;
    places = places.length >= count ? places : new int[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      int id = ids[i];
      requireKnown(id, first + i, stamp.length);
      if (repeating || stamp[id] != generation) {
        stamp[id] = generation;
        placeOf[id] = found;
        if (found == distinct.length) {
          distinct = Arrays.copyOf(distinct, 2 * found);
        }
        distinct[found++] = id;
      }
      places[i] = placeOf[id];
    }
    rows = (found + bucket - 1) / bucket * bucket;
    if (distinct.length < rows) {
      distinct = Arrays.copyOf(distinct, rows);
    }
    Arrays.fill(distinct, found, rows, 0);
    return rows;
  }

  /**
   * Refuses an id that is none of the model's.
   *
   * @param id the id
   * @param position where it stands, for the message
   * @param vocabulary number of ids
   * @throws IllegalArgumentException if the id lies outside the vocabulary
   */
  public static void requireKnown(int id, int position, int vocabulary) {
    if (id < 0 || id >= vocabulary) {
      throw new IllegalArgumentException(
          "id %d at position %d lies outside the vocabulary of %d: was the text encoded with this model's tokenizer?"
              .formatted(id, position, vocabulary));
    }
  }

  /**
   * Writes what {@link #take} found.
   *
   * @param ids gets the padded distinct ids, INT32
   * @param indices gets the place of every token's id among those, INT32; null if nobody asks
   */
  public void write(Memory ids, @Nullable Memory indices) {
    ids.put(distinct, rows);
    if (indices != null) {
      indices.put(places, tokens);
    }
  }
}
