package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.calm4j.core.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The growing continuation of one prompt. Used by one thread. */
final class Continuation {
  /** What bytes that are no whole character yet decode to. */
  private static final char INCOMPLETE = '\uFFFD';

  private final Tokenizer tokenizer;
  private final Set<Integer> stopIds;
  private final int promptTokens;
  private final int maxTokens;
  private int[] ids = new int[64];
  private int count;

  /** The first token of those that are decoded for the listener. */
  private int from;

  /** How many characters of theirs it has heard. */
  private int told;

  private int steps;
  private final List<Double> chunkSeconds = new ArrayList<>();
  private @Nullable StopReason stop;

  Continuation(Tokenizer tokenizer, Set<Integer> stopIds, int promptTokens, int maxTokens) {
    this.tokenizer = tokenizer;
    this.stopIds = stopIds;
    this.promptTokens = promptTokens;
    this.maxTokens = maxTokens;
  }

  boolean active() {
    return stop == null;
  }

  void cancel() {
    if (stop == null) {
      stop = StopReason.CANCELLED;
    }
  }

  /**
   * Takes a chunk.
   *
   * @param chunk K ids
   * @param known how many of them belong to the prompt
   * @param seconds since the beginning
   * @return what it added: nothing from a stop id on, no padding, no more than the maximum
   */
  int[] accept(int[] chunk, int known, double seconds) {
    int before = count;
    steps++;
    chunkSeconds.add(seconds);
    for (int i = known; i < chunk.length && stop == null; i++) {
      if (stopIds.contains(chunk[i])) {
        stop = StopReason.STOP_ID;
      } else if (chunk[i] != tokenizer.padId()) {
        ids = count == ids.length ? Arrays.copyOf(ids, 2 * count) : ids;
        ids[count++] = chunk[i];
        stop = count == maxTokens ? StopReason.LENGTH : null;
      }
    }
    // Padding is not counted, but it takes up the places in the context that the maximum got.
    if (stop == null && (steps - 1L) * chunk.length >= maxTokens) {
      stop = StopReason.LENGTH;
    }
    return Arrays.copyOfRange(ids, before, count);
  }

  /** Text that has become complete since it was asked for last. */
  String newText() {
    String piece = tokenizer.decode(Arrays.copyOfRange(ids, from, count));
    // Only the last character can change by what follows: its tokens are decoded again with that.
    boolean waits = stop == null && !piece.isEmpty() && lastOf(piece) == INCOMPLETE;
    int end = waits ? piece.length() - 1 : piece.length();
    String complete = piece.substring(told, end);
    from = waits ? from : count;
    told = waits ? end : 0;
    return complete;
  }

  private static char lastOf(String piece) {
    return piece.charAt(piece.length() - 1);
  }

  Generation result(double promptSeconds, double seconds) {
    StopReason reason = stop == null ? StopReason.CANCELLED : stop;
    int[] all = Arrays.copyOf(ids, count);
    String text = tokenizer.decode(all);
    boolean broken =
        reason == StopReason.CANCELLED && !text.isEmpty() && lastOf(text) == INCOMPLETE;
    return new Generation(
        // What was cancelled inside a character ends before it: the listener has not heard it.
        broken ? text.substring(0, text.length() - 1) : text,
        all,
        promptTokens,
        reason,
        steps,
        promptSeconds,
        seconds,
        chunkSeconds);
  }
}
