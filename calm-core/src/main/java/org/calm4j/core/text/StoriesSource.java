package org.calm4j.core.text;

import java.math.BigDecimal;
import java.util.List;
import org.calm4j.core.stories.StoryGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Generated stories, as many as make a number of bytes.
 *
 * @param name the specification
 * @param bytes the size in UTF-8 from which on no story follows
 * @param seed what decides about the stories
 * @param plots names of the plots they may have
 */
record StoriesSource(String name, long bytes, long seed, List<String> plots) implements TextSource {
  static final String PREFIX = "stories:";

  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  static StoriesSource parse(String spec) {
    String[] parts = spec.split(":", -1);
    try {
      if (parts.length == 3 || parts.length == 4) {
        BigDecimal bytes = new BigDecimal(parts[1]).multiply(MEGABYTE);
        if (bytes.signum() > 0 && bytes.compareTo(LARGEST) <= 0) {
          return new StoriesSource(
              spec,
              bytes.longValue(),
              Long.parseLong(parts[2]),
              parts.length == 3 ? StoryGenerator.plots() : plots(spec, parts[3]));
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(usage(spec), e);
    }
    throw new IllegalArgumentException(usage(spec));
  }

  private static List<String> plots(String spec, String names) {
    List<String> plots = List.of(names.split(",", -1));
    try {
      new StoryGenerator(0, plots);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; " + usage(spec), e);
    }
    return plots;
  }

  private static String usage(String spec) {
    return "generated text is spelled stories:MEGABYTES:SEED or stories:MEGABYTES:SEED:PLOT,PLOT,..."
        + " with a size above 0 and a whole number as seed, for example stories:2.5:7, got "
        + spec;
  }

  @Override
  public TextDocuments open() {
    StoryGenerator generator = new StoryGenerator(seed, plots);
    return new PulledDocuments(name) {
      private long produced;

      @Override
      @Nullable String pull() {
        if (produced >= bytes) {
          return null;
        }
        String story = generator.next();
        produced += TextSize.of(story).bytes();
        return story;
      }

      @Override
      public void close() {}
    };
  }
}
