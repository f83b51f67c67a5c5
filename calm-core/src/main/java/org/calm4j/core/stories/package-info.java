/**
 * The embedded corpus: short stories from a grammar, any number of them by seed.
 *
 * <p>The words stand in {@code Names}, {@code Nouns} and {@code Verbs}; the plots are the {@code
 * .plot} files beside this package, in the notation that {@code PlotParser} and {@code
 * TemplateParser} document. A {@code Scene} holds the characters and things of one story, {@code
 * Draws} makes its choices among the first options of every list, as many as the variety allows,
 * {@code Prose} takes care of spaces, capitals and articles. Nothing here knows tokens, files or
 * models.
 */
@NullMarked
package org.calm4j.core.stories;

import org.jspecify.annotations.NullMarked;
