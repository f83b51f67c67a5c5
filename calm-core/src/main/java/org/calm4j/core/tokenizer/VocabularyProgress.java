package org.calm4j.core.tokenizer;

/**
 * How far a vocabulary is that is learned from text, see {@link Tokenizers#train}. Immutable.
 *
 * @param documents texts read so far
 * @param tokens tokens so far, the 256 bytes included; more only when all texts are read
 * @param seconds since the beginning
 */
public record VocabularyProgress(long documents, int tokens, double seconds) {}
