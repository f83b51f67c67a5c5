/** Placeholder. */
@org.jspecify.annotations.NullMarked
package org.calm4j.eval;
