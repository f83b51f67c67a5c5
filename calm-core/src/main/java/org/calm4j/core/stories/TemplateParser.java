package org.calm4j.core.stories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the notation of one sentence pattern.
 *
 * <ul>
 *   <li>{@code {red|blue|}}: one of the alternatives, which may nest or be empty
 *   <li>{@code <give>}: the past; {@code <give.ing>}, {@code <give.pp>}, {@code <give.base>}: other
 *       forms; {@code <be:A>}: the past that agrees with A, {@code <be.s:A>}: the present
 *   <li>{@code [A]}: a character as subject, {@code [A.o]} as object, {@code [A.s]} possessive:
 *       name or pronoun as the context asks; other forms in {@link ActorForms}
 *   <li>{@code [a+ toy]}, {@code [toy.it]}: forms of a thing, see {@link ItemForms}
 *   <li>{@code [day.sky]}: a cell of the drawn row; {@code [$thanks]}: a common rule
 * </ul>
 */
final class TemplateParser {
  private static final Set<String> ACTORS = Set.of("A", "B");

  private final Set<String> things;
  private final Map<String, List<String>> columns;
  private final Set<String> rules;
  private String text = "";
  private int at;

  /**
   * Makes a parser for templates that may use these names.
   *
   * @param things the roles of things
   * @param columns the columns of each table row
   * @param rules the common rules
   */
  TemplateParser(Set<String> things, Map<String, List<String>> columns, Set<String> rules) {
    this.things = things;
    this.columns = columns;
    this.rules = rules;
  }

  /** Parses a template. */
  Node parse(String template) {
    text = template;
    at = 0;
    Node node = sequence();
    if (at < text.length()) {
      throw error("'" + text.charAt(at) + "' without its opening brace");
    }
    return node;
  }

  private Node sequence() {
    List<Node> nodes = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != '}') {
      char c = text.charAt(at);
      if (c == '{' || c == '[' || c == '<') {
        flush(literal, nodes);
        nodes.add(c == '{' ? choice() : c == '[' ? reference(until(']')) : verb(until('>')));
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, nodes);
    return nodes.size() == 1 ? nodes.get(0) : new Node.Sequence(List.copyOf(nodes));
  }

  private static void flush(StringBuilder literal, List<Node> nodes) {
    if (!literal.isEmpty()) {
      nodes.add(new Node.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private Node choice() {
    List<Node> options = new ArrayList<>();
    do {
      at++;
      options.add(sequence());
      if (at == text.length()) {
        throw error("'{' without its closing brace");
      }
    } while (text.charAt(at) == '|');
    at++;
    return new Node.Choice(List.copyOf(options));
  }

  private String until(char close) {
    int end = text.indexOf(close, at);
    if (end < 0) {
      throw error("no '" + close + "' after position " + at);
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  private Node verb(String inside) {
    int colon = inside.indexOf(':');
    String role = colon < 0 ? "" : inside.substring(colon + 1);
    String word = colon < 0 ? inside : inside.substring(0, colon);
    int dot = word.indexOf('.');
    String form = dot < 0 ? "past" : word.substring(dot + 1);
    Verb verb = Verbs.of(dot < 0 ? word : word.substring(0, dot));
    if (!role.isEmpty()) {
      if (!ACTORS.contains(role) && !things.contains(role)) {
        throw error("nothing is called '" + role + "'");
      }
      return new Node.Agreement(verb, form.equals("s"), role);
    }
    return new Node.Literal(
        switch (form) {
          case "past" -> verb.past();
          case "pp" -> verb.participle();
          case "ing" -> verb.ing();
          case "base" -> verb.base();
          default -> throw error("verbs have no form '" + form + "'");
        });
  }

  private Node reference(String inside) {
    if (inside.startsWith("$")) {
      String rule = inside.substring(1);
      if (!rules.contains(rule)) {
        throw error("no rule is called '" + rule + "'");
      }
      return new Node.Rule(rule);
    }
    int blank = inside.indexOf(' ');
    if (blank > 0) {
      return thing(inside.substring(blank + 1), inside.substring(0, blank));
    }
    int dot = inside.indexOf('.');
    String name = dot < 0 ? inside : inside.substring(0, dot);
    String form = dot < 0 ? "" : inside.substring(dot + 1);
    if (ACTORS.contains(name)) {
      String known = form.isEmpty() ? "auto" : form;
      if (!ActorForms.knows(known)) {
        throw error("characters have no form '" + form + "'");
      }
      return new Node.Mention(name, known);
    }
    List<String> cells = columns.get(name);
    if (cells == null) {
      return thing(name, form.isEmpty() ? "bare" : form);
    }
    if (!cells.contains(form)) {
      throw error("table '" + name + "' has no column '" + form + "'");
    }
    return new Node.Cell(name, cells.indexOf(form));
  }

  private Node thing(String role, String form) {
    if (!things.contains(role) || !ItemForms.knows(form)) {
      throw error("no thing is called '" + role + "' or it has no form '" + form + "'");
    }
    return new Node.Thing(role, form);
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(what + " in: " + text);
  }
}
