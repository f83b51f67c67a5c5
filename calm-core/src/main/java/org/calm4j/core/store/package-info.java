/**
 * Token stores: texts as ids in one memory-mapped file, tied to the tokenizer that made them and
 * guarded by checksums. Knows text sources and tokenizers; chunks, batches and models come later.
 */
@NullMarked
package org.calm4j.core.store;

import org.jspecify.annotations.NullMarked;
