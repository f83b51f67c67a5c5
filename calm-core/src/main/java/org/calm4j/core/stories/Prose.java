package org.calm4j.core.stories;

/**
 * Writes running text: single spaces, none before punctuation, capitals where sentences and speech
 * begin, {@code an} before a vowel.
 *
 * <p>A caret starts a sentence after speech that ends with an exclamation or question mark. The
 * rule for {@code an} looks at letters, not sounds, so the grammar keeps away from words like
 * {@code hour}.
 */
final class Prose {
  private final StringBuilder out = new StringBuilder(1024);
  private boolean space;
  private boolean capital = true;
  private boolean quoted;
  private int words;
  private int sentence;

  /** Adds a piece of text. */
  void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  /** Says that a new sentence follows, whatever the last one ended with. */
  void newSentence() {
    startSentence();
    space = !out.isEmpty() && last() != '\n';
  }

  /** Starts a paragraph. */
  void newParagraph() {
    if (!out.isEmpty()) {
      out.append("\n\n");
    }
    space = false;
    capital = true;
    sentence += 2;
  }

  /** The number of the sentence being written; speech and its tag count as one sentence. */
  int sentence() {
    return sentence;
  }

  /** Whether the next word begins a sentence. */
  boolean atSentenceStart() {
    return capital;
  }

  /** The number of words so far. */
  int words() {
    return words;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void put(char c) {
    switch (c) {
      case ' ' -> space = !out.isEmpty() && last() != '\n';
      case '^' -> startSentence();
      case '"' -> quote();
      case '.', '!', '?' -> {
        space = false;
        out.append(c);
        capital = true;
        if (!quoted) {
          sentence++;
        }
      }
      case ',', ';', ':' -> {
        space = false;
        out.append(c);
      }
      default -> letter(c);
    }
  }

  private void startSentence() {
    if (!capital) {
      sentence++;
    }
    capital = true;
  }

  private void quote() {
    if (quoted) {
      char end = last();
      out.append('"');
      // After "!" and "?" the sentence may go on: said Tom.
      capital = end == '.';
      if (capital) {
        sentence++;
      }
      space = false;
    } else {
      flushSpace();
      out.append('"');
      capital = true;
    }
    quoted = !quoted;
  }

  private void letter(char c) {
    boolean starts = space || out.isEmpty() || (!Character.isLetter(last()) && last() != '\'');
    if (starts && c != '\'') {
      words++;
      if (space && Noun.isVowel(c) && endsWithArticle()) {
        out.append('n');
      }
    }
    flushSpace();
    out.append(capital ? Character.toUpperCase(c) : c);
    capital = false;
  }

  private boolean endsWithArticle() {
    int length = out.length();
    char article = out.charAt(length - 1);
    return (article == 'a' || article == 'A')
        && (length == 1 || !Character.isLetter(out.charAt(length - 2)));
  }

  private void flushSpace() {
    if (space) {
      out.append(' ');
      space = false;
    }
  }

  private char last() {
    return out.charAt(out.length() - 1);
  }
}
