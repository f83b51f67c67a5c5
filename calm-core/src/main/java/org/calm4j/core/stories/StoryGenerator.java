package org.calm4j.core.stories;

import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;

/**
 * Tells short English stories for children, as many as asked for: the embedded corpus.
 *
 * <p>A story has one to four paragraphs with a blank line between them, 60 to 160 words, direct
 * speech, and characters, things and places that stay what they are to the end. It is plain ASCII
 * over a vocabulary of a few hundred words. The words and plots were written for this library.
 *
 * <p>Story number i of a seed, and of a choice of plots and a variety, is a function of these and i
 * alone. Stories of another seed are, but for chance, all new: use two seeds for training and
 * held-out text. A corpus of a few plots, or of little variety, has fewer words and turns, so that
 * small models learn it in minutes.
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
  /** More options than any choice has. */
  public static final int FULL_VARIETY = 100;

  private static final int MIN_WORDS = 60;
  private static final int MAX_WORDS = 160;
  private static final int ATTEMPTS = 1000;

  private final StoryBook book;
  private final int variety;
  private final RandomStreams streams;
  private long index;

  /**
   * Starts at the first story of a seed, with all plots.
   *
   * @param seed any number
   */
  public StoryGenerator(long seed) {
    this(seed, plots());
  }

  /**
   * Starts at the first story of a seed, with some of the plots.
   *
   * @param seed any number
   * @param plots names of {@link #plots()}, each at most once; their order counts
   * @throws IllegalArgumentException if there is none, one twice, or one that is unknown
   */
  public StoryGenerator(long seed, List<String> plots) {
    this(seed, plots, FULL_VARIETY);
  }

  /**
   * Starts at the first story of a seed, with some of the plots, told in fewer ways.
   *
   * @param seed any number
   * @param plots names of {@link #plots()}, each at most once; their order counts
   * @param variety how many options of every list of wordings, names, things and turns are used at
   *     most, the first ones, in 2 to {@link #FULL_VARIETY}; with 2 the heroes are Mia and Tom. Of
   *     the plots all are told, and a sentence that may be left out still may
   * @throws IllegalArgumentException if there is no plot, one twice, or one that is unknown, or the
   *     variety is out of range
   */
  public StoryGenerator(long seed, List<String> plots, int variety) {
    if (variety < 2 || variety > FULL_VARIETY) {
      throw new IllegalArgumentException(
          "choices in stories may have 2 to %d options, got %d".formatted(FULL_VARIETY, variety));
    }
    this.variety = variety;
    this.book = StoryBook.load(plots);
    this.streams = new RandomStreams(seed);
  }

  /**
   * Names all plots.
   *
   * @return for example {@code lost}, {@code race}, {@code storm}
   */
  public static List<String> plots() {
    return StoryBook.PLOTS;
  }

  /**
   * Tells the next story. There is no last one.
   *
   * @return a story of 60 to 160 words, without a line break at its end
   */
  public String next() {
    RandomGenerator random = streams.stream("story", index++);
    Draws draws = new Draws(random, variety);
    Plot plot = book.plots().get(random.nextInt(book.plots().size()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Scene scene = new Scene(plot, book, draws);
      scene.tell(plot);
      Prose prose = scene.prose();
      if (prose.words() >= MIN_WORDS && prose.words() <= MAX_WORDS) {
        return prose.toString();
      }
    }
    throw new IllegalStateException("no story of the right length after " + ATTEMPTS + " attempts");
  }
}
