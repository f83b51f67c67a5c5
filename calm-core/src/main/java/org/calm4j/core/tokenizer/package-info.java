/**
 * Tokenizers: text to ids and back, vocabularies that are given or learned from text, the identity
 * that ties a model to its vocabulary, and the file that keeps a tokenizer beside a model. Nothing
 * here knows chunks, vectors or graphs.
 */
@NullMarked
package org.calm4j.core.tokenizer;

import org.jspecify.annotations.NullMarked;
