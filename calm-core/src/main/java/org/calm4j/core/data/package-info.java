/**
 * Training data: the chunks of a token store, blocks of them, and endless shuffled batches with a
 * cursor that can be saved. Nothing here knows models.
 */
@NullMarked
package org.calm4j.core.data;

import org.jspecify.annotations.NullMarked;
