package org.calm4j.eval.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns two texts word by word and marks what differs.
 *
 * <p>Example: {@code mark("The dog sat.", "The cat sat.")} gives {@code The {-dog-}{+cat+} sat.}
 *
 * <p>The alignment keeps as many words, marks and runs of white space as any can (Myers 1986). Two
 * texts with more than {@value Alignment#MAX_CHANGES} changes are marked as one change between
 * their equal beginnings and ends, which bounds time and memory.
 */
public final class TextDiff {
  private static final String RED_STRUCK = "\u001b[31;9m";
  private static final String GREEN_UNDERLINED = "\u001b[32;4m";
  private static final String RESET = "\u001b[0m";

  private TextDiff() {}

  /** Where a piece of text stands. */
  public enum Kind {
    /** In both texts. */
    SAME,
    /** In the original only. */
    REMOVED,
    /** In the reconstruction only. */
    ADDED
  }

  /**
   * A piece of text.
   *
   * @param kind where it stands
   * @param text the piece, never empty
   */
  public record Part(Kind kind, String text) {}

  /**
   * The alignment itself.
   *
   * @param original the text that was meant
   * @param reconstructed the text that came back
   * @return parts in reading order: those that are SAME or REMOVED make up the original, those that
   *     are SAME or ADDED the reconstruction; a removed part comes before the one that replaces it
   */
  public static List<Part> parts(String original, String reconstructed) {
    List<String> from = Words.split(original);
    List<String> to = Words.split(reconstructed);
    List<Part> parts = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (Alignment.Match match : Alignment.of(from, to)) {
      add(parts, Kind.REMOVED, from.subList(i, match.from()));
      add(parts, Kind.ADDED, to.subList(j, match.to()));
      i = match.from() + match.length();
      j = match.to() + match.length();
      add(parts, Kind.SAME, from.subList(match.from(), i));
    }
    add(parts, Kind.REMOVED, from.subList(i, from.size()));
    add(parts, Kind.ADDED, to.subList(j, to.size()));
    return parts;
  }

  /**
   * Marks differences with signs: <code>{-removed-}</code> and <code>{+added+}</code>.
   *
   * @param original the text that was meant
   * @param reconstructed the text that came back
   * @return one text with both; the original, unchanged, if they are equal
   */
  public static String mark(String original, String reconstructed) {
    return render(parts(original, reconstructed), "{-", "-}", "{+", "+}");
  }

  /**
   * Marks differences with colours of a terminal: removed text is red and struck out, added text
   * green and underlined.
   *
   * @param original the text that was meant
   * @param reconstructed the text that came back
   * @return one text with both and ANSI sequences; the original, unchanged, if they are equal
   */
  public static String ansi(String original, String reconstructed) {
    return render(parts(original, reconstructed), RED_STRUCK, RESET, GREEN_UNDERLINED, RESET);
  }

  private static String render(
      List<Part> parts, String beforeOld, String afterOld, String beforeNew, String afterNew) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part.kind()) {
        case SAME -> text.append(part.text());
        case REMOVED -> text.append(beforeOld).append(part.text()).append(afterOld);
        case ADDED -> text.append(beforeNew).append(part.text()).append(afterNew);
      }
    }
    return text.toString();
  }

  private static void add(List<Part> parts, Kind kind, List<String> words) {
    if (!words.isEmpty()) {
      parts.add(new Part(kind, String.join("", words)));
    }
  }
}
