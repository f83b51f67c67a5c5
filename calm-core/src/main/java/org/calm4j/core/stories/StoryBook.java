package org.calm4j.core.stories;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plots, and the rules that they share. Immutable.
 *
 * @param plots the plots
 * @param rules the common rules by name
 */
record StoryBook(List<Plot> plots, Map<String, Node.Choice> rules) {

  /** The plots, each a resource of this package. */
  static final List<String> PLOTS =
      List.of(
          "lost",
          "build",
          "rescue",
          "fear",
          "gift",
          "race",
          "quarrel",
          "garden",
          "bake",
          "visit",
          "noise",
          "storm",
          "map",
          "newcomer",
          "learn",
          "honest",
          "market",
          "sick");

  /** Reads all plots from their resources. */
  static StoryBook load() {
    return load(PLOTS);
  }

  /** Reads some plots. */
  static StoryBook load(List<String> names) {
    if (names.isEmpty() || !PLOTS.containsAll(names) || Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "the plots of stories are, each at most once, among "
              + String.join(",", PLOTS)
              + ", got "
              + String.join(",", names));
    }
    Map<String, Node.Choice> rules = new PlotParser("common", read("common")).rules();
    List<Plot> plots = new ArrayList<>();
    for (String name : names) {
      plots.add(new PlotParser(name, read(name)).plot(rules.keySet()));
    }
    return new StoryBook(List.copyOf(plots), rules);
  }

  private static String read(String name) {
    String file = name + ".plot";
    try (InputStream in = StoryBook.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the library's jar lacks its story plot " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the library's story plot " + file, e);
    }
  }
}
