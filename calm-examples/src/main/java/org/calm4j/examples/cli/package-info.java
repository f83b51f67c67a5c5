/**
 * The command line {@code ./calm}: one class per command, which reads options, calls the library
 * and prints. Results go to standard output, progress and messages to standard error.
 */
@NullMarked
package org.calm4j.examples.cli;

import org.jspecify.annotations.NullMarked;
