package org.calm4j.core.stories;

import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;

/**
 * Tells short English stories for children, as many as asked for: the embedded corpus.
 *
 * <p>A story has one to four paragraphs with a blank line between them, 60 to 160 words, direct
 * speech, and characters, things and places that stay what they are to the end. It is plain ASCII
 * over a vocabulary of a few hundred words. The words and plots were written for this library.
 *
 * <p>Story number i of a seed is a function of the seed and i alone. Stories of another seed are,
 * but for chance, all new: use two seeds for training and held-out text.
 *
 * <pre>{@code
 * StoryGenerator stories = new StoryGenerator(42);
 * String first = stories.next();
 * String second = stories.next();
 * }</pre>
 *
 * <p>Not thread-safe; generators of the same seed tell the same stories.
 */
public final class StoryGenerator {
  private static final int MIN_WORDS = 60;
  private static final int MAX_WORDS = 160;
  private static final int ATTEMPTS = 1000;

  private final StoryBook book = StoryBook.load();
  private final RandomStreams streams;
  private long index;

  /**
   * Starts at the first story of a seed.
   *
   * @param seed any number
   */
  public StoryGenerator(long seed) {
    this.streams = new RandomStreams(seed);
  }

  /**
   * Tells the next story. There is no last one.
   *
   * @return a story of 60 to 160 words, without a line break at its end
   */
  public String next() {
    RandomGenerator random = streams.stream("story", index++);
    Plot plot = book.plots().get(random.nextInt(book.plots().size()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Scene scene = new Scene(plot, book, random);
      scene.tell(plot);
      Prose prose = scene.prose();
      if (prose.words() >= MIN_WORDS && prose.words() <= MAX_WORDS) {
        return prose.toString();
      }
    }
    throw new IllegalStateException("no story of the right length after " + ATTEMPTS + " attempts");
  }
}
