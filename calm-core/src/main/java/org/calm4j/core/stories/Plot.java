package org.calm4j.core.stories;

import java.util.List;

/**
 * The skeleton of a story.
 *
 * @param name the name of the plot
 * @param heroes the kinds of hero it may have
 * @param helpers the kinds of helper it may have
 * @param things the things of the story, drawn in this order
 * @param tables the tables of which one row is drawn per name
 * @param paragraphs the beats of each paragraph, in order
 */
record Plot(
    String name,
    List<String> heroes,
    List<String> helpers,
    List<ThingRole> things,
    List<Table> tables,
    List<List<Beat>> paragraphs) {

  /**
   * A thing that the story needs.
   *
   * @param role what templates call it
   * @param sort the sort of nouns it is drawn from
   */
  record ThingRole(String role, String sort) {}

  /**
   * Phrases that belong together. Each name draws a row of its own, no two names the same row.
   *
   * @param names what templates call the rows
   * @param columns what templates call the cells
   * @param rows the cells
   */
  record Table(List<String> names, List<String> columns, List<List<Node>> rows) {}

  /**
   * One step of the story.
   *
   * @param optional whether half of the stories leave it out
   * @param options the ways to tell it
   */
  record Beat(boolean optional, Node.Choice options) {}
}
