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
 * @param variety most options of a list
 */
record StoriesSource(String name, long bytes, long seed, List<String> plots, int variety)
    implements TextSource {
  static final String PREFIX = "stories:";

  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  static StoriesSource parse(String spec) {
    String[] parts = spec.split(":", -1);
    try {
      if (parts.length >= 3 && parts.length <= 5) {
        BigDecimal bytes = new BigDecimal(parts[1]).multiply(MEGABYTE);
        if (bytes.signum() > 0 && bytes.compareTo(LARGEST) <= 0) {
          StoriesSource source =
              new StoriesSource(
                  spec,
                  bytes.longValue(),
                  Long.parseLong(parts[2]),
                  parts.length > 3 ? List.of(parts[3].split(",", -1)) : StoryGenerator.plots(),
                  parts.length > 4 ? Integer.parseInt(parts[4]) : StoryGenerator.FULL_VARIETY);
          source.requireStories();
          return source;
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(usage(spec), e);
    }
    throw new IllegalArgumentException(usage(spec));
  }

  private void requireStories() {
    try {
      generator();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; " + usage(name), e);
    }
  }

  private StoryGenerator generator() {
    return new StoryGenerator(seed, plots, variety);
  }

  private static String usage(String spec) {
    return "generated text is spelled stories:MEGABYTES:SEED, with :PLOT,PLOT,... or"
        + " :PLOT,PLOT,...:VARIETY behind it, with a size above 0, a whole number as seed and a"
        + " variety from 2 to 100, for example stories:2.5:7, got "
        + spec;
  }

  @Override
  public TextDocuments open() {
    StoryGenerator generator = generator();
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
