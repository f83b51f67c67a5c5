/**
 * The demonstration behind {@code ./calm demo}: its settings and what it does, without options and
 * exit statuses.
 */
@NullMarked
package org.calm4j.examples.demo;

import org.jspecify.annotations.NullMarked;
