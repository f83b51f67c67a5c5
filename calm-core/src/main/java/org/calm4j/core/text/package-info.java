/**
 * Text sources: files and generated corpora, read as a stream of documents with bounded memory.
 * Reading is strict: what is not clean UTF-8 text is refused with the file and the place. Nothing
 * here knows tokens.
 */
@NullMarked
package org.calm4j.core.text;

import org.jspecify.annotations.NullMarked;
