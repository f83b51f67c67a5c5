/**
 * Model folders: configuration, weights, tokenizer and provenance kept together, and the checks
 * that they belong together. What a configuration means is decided by the module whose model it is;
 * nothing here knows graphs.
 */
@NullMarked
package org.calm4j.core.model;

import org.jspecify.annotations.NullMarked;
