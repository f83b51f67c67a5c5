package org.calm4j.core.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;

/**
 * Learns ranks from text (Sennrich et al., arXiv 1508.07909, on bytes as in GPT-2): begins with the
 * 256 bytes and makes the most frequent pair of neighbours a token, again and again. Pairs never
 * cross a piece of the {@link SplitPattern}, so the distinct pieces and their counts are all that
 * is kept of the text. Of equally frequent pairs the one of lower ranks comes first: the same text
 * gives the same ranks.
 */
final class BpeTraining {
  private static final int BYTES = ByteTokenizer.BYTES;

  /** A pair that stands once only is no saving. */
  private static final long LEAST = 2;

  /** Two neighbouring tokens, by rank. */
  private record Pair(int left, int right) {}

  /** How often a pair stood somewhere when it was noted. */
  private record Noted(Pair pair, long count) {}

  private static final Comparator<Noted> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Noted::count)
          .reversed()
          .thenComparingInt(noted -> noted.pair().left())
          .thenComparingInt(noted -> noted.pair().right());

  private final List<byte[]> ranks = new ArrayList<>();
  private final Map<String, Integer> rankOf = new HashMap<>();
  private final List<int[]> pieces = new ArrayList<>();
  private final List<Long> pieceCounts = new ArrayList<>();
  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Integer>> places = new HashMap<>();

  /** Counts that have changed since are found out when a pair's turn comes. */
  private final PriorityQueue<Noted> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  private final Consumer<VocabularyProgress> progress;
  private final long begin = System.nanoTime();
  private long documents;

  private BpeTraining(Consumer<VocabularyProgress> progress) {
    this.progress = progress;
    for (int value = 0; value < BYTES; value++) {
      add(new byte[] {(byte) value});
    }
  }

  /**
   * Learns ranks.
   *
   * @param texts read once
   * @param pattern how they are cut into pieces
   * @param size ranks at most, at least the 256 bytes
   * @param progress told after every document and every merge
   * @return tokens in rank order; fewer than size if no pair stands twice any more
   */
  static List<byte[]> learn(
      List<TextSource> texts,
      SplitPattern pattern,
      int size,
      Consumer<VocabularyProgress> progress) {
    BpeTraining training = new BpeTraining(progress);
    training.read(texts, pattern.compile());
    while (training.ranks.size() < size && training.mergeMostFrequent()) {
      training.report();
    }
    return training.ranks;
  }

  private void report() {
    progress.accept(
        new VocabularyProgress(documents, ranks.size(), (System.nanoTime() - begin) * 1e-9));
  }

  private void read(List<TextSource> texts, Pattern pattern) {
    Map<String, Long> pieceOf = new LinkedHashMap<>();
    for (TextSource source : texts) {
      try (TextDocuments all = source.open()) {
        while (all.hasNext()) {
          Matcher matcher = pattern.matcher(CleanText.of(all.next()).text());
          while (matcher.find()) {
            pieceOf.merge(matcher.group(), 1L, Long::sum);
          }
          documents++;
          report();
        }
      }
    }
    pieceOf.forEach(
        (piece, count) -> {
          byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
          int[] tokens = new int[bytes.length];
          Arrays.setAll(tokens, i -> Byte.toUnsignedInt(bytes[i]));
          pieces.add(tokens);
          pieceCounts.add(count);
          count(pieces.size() - 1, count);
        });
    counts.forEach((pair, count) -> queue.add(new Noted(pair, count)));
  }

  /** Whether there was a pair to merge. */
  private boolean mergeMostFrequent() {
    for (Noted next = queue.poll(); next != null; next = queue.poll()) {
      if (next.count() == counts.getOrDefault(next.pair(), 0L)) {
        if (next.count() < LEAST) {
          return false;
        }
        merge(next.pair());
        return true;
      }
    }
    return false;
  }

  private void merge(Pair pair) {
    int merged = add(joined(pair));
    Set<Pair> changed = new HashSet<>();
    for (int piece : List.copyOf(places.getOrDefault(pair, Set.of()))) {
      changed.addAll(count(piece, -pieceCounts.get(piece)));
      pieces.set(piece, replaced(pieces.get(piece), pair, merged));
      changed.addAll(count(piece, pieceCounts.get(piece)));
    }
    for (Pair each : changed) {
      long count = counts.getOrDefault(each, 0L);
      if (count > 0) {
        queue.add(new Noted(each, count));
      }
    }
  }

  /** The rank of a token, a new one if it has none: two pairs may make the same bytes. */
  private int add(byte[] token) {
    String key = new String(token, StandardCharsets.ISO_8859_1);
    Integer known = rankOf.putIfAbsent(key, ranks.size());
    if (known != null) {
      return known;
    }
    ranks.add(token);
    return ranks.size() - 1;
  }

  private byte[] joined(Pair pair) {
    byte[] left = ranks.get(pair.left());
    byte[] right = ranks.get(pair.right());
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  /** Adds the pairs of a piece so many times; returns them. */
  private Set<Pair> count(int piece, long times) {
    int[] tokens = pieces.get(piece);
    Set<Pair> pairs = new HashSet<>();
    for (int i = 0; i + 1 < tokens.length; i++) {
      Pair pair = new Pair(tokens[i], tokens[i + 1]);
      pairs.add(pair);
      if (counts.merge(pair, times, Long::sum) == 0) {
        counts.remove(pair);
      }
    }
    for (Pair pair : pairs) {
      Set<Integer> known = places.computeIfAbsent(pair, key -> new HashSet<>());
      if (times > 0) {
        known.add(piece);
      } else {
        known.remove(piece);
      }
      if (known.isEmpty()) {
        places.remove(pair);
      }
    }
    return pairs;
  }

  private static int[] replaced(int[] tokens, Pair pair, int merged) {
    int[] shorter = new int[tokens.length];
    int length = 0;
    for (int i = 0; i < tokens.length; i++) {
      boolean here =
          i + 1 < tokens.length && tokens[i] == pair.left() && tokens[i + 1] == pair.right();
      shorter[length++] = here ? merged : tokens[i];
      i += here ? 1 : 0;
    }
    return Arrays.copyOf(shorter, length);
  }
}
