/**
 * Programs over the public API of the other modules, in the packages below this one. No library
 * code: what an application would want to call belongs into another module.
 */
@NullMarked
package org.calm4j.examples;

import org.jspecify.annotations.NullMarked;
