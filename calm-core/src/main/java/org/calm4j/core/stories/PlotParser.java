package org.calm4j.core.stories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a plot, or the part that all plots share. The notation, line by line:
 *
 * <ul>
 *   <li>{@code hero: child animal pair}, {@code helper: friend elder}: who may take part
 *   <li>{@code thing toy: treasure}: a thing, by role and sort
 *   <li>{@code table spot other: where | why}: names and columns; the rows follow, indented, one
 *       cell per column
 *   <li>{@code rule thanks}: what follows is a rule of the common part
 *   <li>{@code ---}: a new paragraph
 *   <li>{@code - text} and {@code ? text}: one way to tell a beat; lines without a blank line
 *       between them belong to the same beat, {@code ?} beats are left out half of the time
 *   <li>{@code # ...}: a comment
 * </ul>
 */
final class PlotParser {
  private final String name;
  private final List<String> lines;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final List<Plot.ThingRole> things = new ArrayList<>();
  private final List<RawTable> rawTables = new ArrayList<>();
  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  /** A table whose cells are not parsed yet. */
  private record RawTable(List<String> names, List<String> columns, List<String> rows) {}

  /** Reads the declarations of a plot or of the common part. */
  PlotParser(String name, String text) {
    this.name = name;
    this.lines = text.lines().filter(line -> !line.startsWith("#")).toList();
    declarations();
  }

  /** Parses the text as a plot. */
  Plot plot(Set<String> rules) {
    TemplateParser parser = parser(rules);
    List<List<Plot.Beat>> paragraphs = new ArrayList<>();
    for (List<String> paragraph : split(bodyLines(), line -> line.equals("---"))) {
      paragraphs.add(
          split(paragraph, String::isBlank).stream().map(beat -> beat(beat, parser)).toList());
    }
    return new Plot(
        name,
        kinds("hero", Casting::knowsHero),
        kinds("helper", Casting::knowsHelper),
        List.copyOf(things),
        tables(parser),
        List.copyOf(paragraphs));
  }

  /** Parses the text as the common part: its rules, by name. */
  Map<String, Node.Choice> rules() {
    Set<String> names =
        lines.stream()
            .filter(line -> line.startsWith("rule "))
            .map(line -> line.substring(5).strip())
            .collect(Collectors.toCollection(TreeSet::new));
    TemplateParser parser = parser(names);
    Map<String, Node.Choice> rules = new LinkedHashMap<>();
    String rule = "";
    List<String> options = new ArrayList<>();
    for (String line : Stream.concat(lines.stream(), Stream.of("rule end")).toList()) {
      if (line.startsWith("rule ")) {
        if (!options.isEmpty()) {
          rules.put(rule, beat(options, parser).options());
        }
        rule = line.substring(5).strip();
        options.clear();
      } else if (line.startsWith("- ")) {
        options.add(line);
      }
    }
    return Map.copyOf(rules);
  }

  private TemplateParser parser(Set<String> rules) {
    Set<String> roles = things.stream().map(Plot.ThingRole::role).collect(Collectors.toSet());
    return new TemplateParser(roles, columns, rules);
  }

  private void declarations() {
    for (String line : lines) {
      if (line.startsWith("hero:") || line.startsWith("helper:")) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon), words(line.substring(colon + 1)));
      } else if (line.startsWith("thing ")) {
        String[] parts = line.substring(6).split(":", 2);
        things.add(new Plot.ThingRole(parts[0].strip(), parts[1].strip()));
      } else if (line.startsWith("table ")) {
        String[] parts = line.substring(6).split(":", 2);
        RawTable table = new RawTable(words(parts[0]), cells(parts[1]), new ArrayList<>());
        rawTables.add(table);
        table.names().forEach(n -> columns.put(n, table.columns()));
      } else if (line.startsWith("  ") && !line.isBlank()) {
        rawTables.get(rawTables.size() - 1).rows().add(line);
      }
    }
  }

  private List<Plot.Table> tables(TemplateParser parser) {
    List<Plot.Table> tables = new ArrayList<>();
    for (RawTable raw : rawTables) {
      List<List<Node>> rows = new ArrayList<>();
      for (String row : raw.rows()) {
        List<Node> cells = cells(row).stream().map(parser::parse).toList();
        if (cells.size() != raw.columns().size()) {
          throw new IllegalArgumentException(
              "plot " + name + ": a row needs " + raw.columns().size() + " cells: " + row);
        }
        rows.add(cells);
      }
      tables.add(new Plot.Table(raw.names(), raw.columns(), List.copyOf(rows)));
    }
    return List.copyOf(tables);
  }

  private List<String> bodyLines() {
    int first = lines.indexOf("---");
    return first < 0 ? List.of() : lines.subList(first, lines.size());
  }

  private static Plot.Beat beat(List<String> options, TemplateParser parser) {
    List<Node> nodes = options.stream().map(line -> parser.parse(line.substring(2))).toList();
    return new Plot.Beat(options.get(0).startsWith("?"), new Node.Choice(nodes));
  }

  private List<String> kinds(String header, Predicate<String> known) {
    List<String> kinds = headers.getOrDefault(header, List.of());
    if (kinds.isEmpty() || !kinds.stream().allMatch(known)) {
      throw new IllegalArgumentException("plot " + name + ": unknown or no kind of " + header);
    }
    return kinds;
  }

  private static List<List<String>> split(List<String> lines, Predicate<String> separator) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String line : lines) {
      if (!separator.test(line)) {
        part.add(line);
      } else if (!part.isEmpty()) {
        parts.add(List.copyOf(part));
        part.clear();
      }
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /** Splits at the bars that stand outside braces and brackets. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '|' && depth == 0) {
        cells.add(line.substring(start, i).strip());
        start = i + 1;
      }
    }
    cells.add(line.substring(start).strip());
    return cells;
  }
}
