/**
 * What commands show about a model: how much of a text comes back, sentences beside their
 * reconstructions, how figures are written. Nothing here reads options.
 */
@NullMarked
package org.calm4j.examples.report;

import org.jspecify.annotations.NullMarked;
