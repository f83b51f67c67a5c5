package org.calm4j.core.stories;

/**
 * A given name.
 *
 * @param text the name, for example {@code Mia}
 * @param pronouns how its bearer is spoken of
 */
record Name(String text, Pronouns pronouns) {}
