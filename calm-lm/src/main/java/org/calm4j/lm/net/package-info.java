/**
 * The language models as SameDiff graphs: their parts with their published parameter names, and the
 * graphs that training and generation run. Nothing here knows files, texts or random numbers.
 */
@NullMarked
package org.calm4j.lm.net;

import org.jspecify.annotations.NullMarked;
