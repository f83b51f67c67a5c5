/**
 * Named, seeded random streams. Every draw of the library comes from one, so a run can be repeated
 * and resumed to the same bits whatever the number of threads.
 */
@NullMarked
package org.calm4j.core.random;

import org.jspecify.annotations.NullMarked;
