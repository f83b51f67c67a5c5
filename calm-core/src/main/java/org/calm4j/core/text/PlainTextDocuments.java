package org.calm4j.core.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a plain text: all of it, or pieces of at most a limit, whose concatenation is
 * the text. A piece ends after the last blank line in its second half, else after the last line end
 * there, else after the last space, else anywhere but inside a surrogate pair.
 */
final class PlainTextDocuments extends PulledDocuments {
  /** Longest document in chars; bounds memory, and large enough that a book is one document. */
  static final int LONGEST = 1 << 20;

  private final StrictUtf8Reader reader;
  private final int longest;
  private char[] buffer;
  private int length;
  private boolean ended;

  PlainTextDocuments(String name, StrictUtf8Reader reader) {
    this(name, reader, LONGEST);
  }

  PlainTextDocuments(String name, StrictUtf8Reader reader, int longest) {
    super(name);
    this.reader = reader;
    this.longest = longest;
    this.buffer = new char[Math.min(longest + 2, 1 << 16)];
  }

  @Override
  @Nullable String pull() {
    fill();
    if (length == 0) {
      return null;
    }
    int end = length <= longest ? length : cut();
    String document = new String(buffer, 0, end);
    System.arraycopy(buffer, end, buffer, 0, length - end);
    length -= end;
    return document;
  }

  /** Reads until there is more than one document's worth, so that a cut is needed, or all. */
  private void fill() {
    while (!ended && length <= longest) {
      if (buffer.length - length < 2) {
        buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, longest + 3));
      }
      int count = reader.read(buffer, length, buffer.length - length);
      ended = count < 0;
      length += Math.max(count, 0);
    }
  }

  /** Where the first document of a longer text ends: looks back from the limit to its half. */
  private int cut() {
    int lineEnd = 0;
    int spaceEnd = 0;
    int nextNewline = -1;
    boolean blank = false;
    for (int i = longest - 1; i >= longest / 2; i--) {
      char c = buffer[i];
      if (c == '\n') {
        if (blank) {
          return nextNewline + 1;
        }
        nextNewline = i;
        blank = true;
        lineEnd = Math.max(lineEnd, i + 1);
      } else if (Character.isWhitespace(c)) {
        spaceEnd = Math.max(spaceEnd, i + 1);
      } else {
        blank = false;
      }
    }
    if (lineEnd > 0 || spaceEnd > 0) {
      return lineEnd > 0 ? lineEnd : spaceEnd;
    }
    return Character.isHighSurrogate(buffer[longest - 1]) ? longest - 1 : longest;
  }

  @Override
  public void close() {
    reader.close();
  }
}
