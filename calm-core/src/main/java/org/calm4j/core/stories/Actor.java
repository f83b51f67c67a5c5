package org.calm4j.core.stories;

/**
 * A character of one story.
 *
 * @param name what the narrator calls the character: {@code Mia}, {@code Grandpa}, {@code Ben and
 *     Lucy}
 * @param first what the narrator says on first mention without an introduction: {@code Pip the
 *     fox}, {@code her friend Tom}
 * @param intro an introduction with an article: {@code a girl named Mia}
 * @param kind a common noun for the character: {@code girl}, {@code fox}
 * @param home where the character lives, with its preposition
 * @param pronouns how the character is spoken of
 */
record Actor(String name, String first, String intro, String kind, String home, Pronouns pronouns)
    implements Referent {}
