/**
 * Reports of evaluations for people and programs: a table for a terminal, a JSON object, a web page
 * in one file. Knows results; evaluates nothing.
 */
@NullMarked
package org.calm4j.eval.report;

import org.jspecify.annotations.NullMarked;
