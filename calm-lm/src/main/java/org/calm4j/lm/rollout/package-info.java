/**
 * Language models at all places of a text at once: opening a text, drawing what could follow at any
 * place, going on from there, all branches in one pass. Sees models through their graphs; no score
 * lives here.
 */
@NullMarked
package org.calm4j.lm.rollout;

import org.jspecify.annotations.NullMarked;
