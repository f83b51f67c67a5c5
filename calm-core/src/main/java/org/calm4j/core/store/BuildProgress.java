package org.calm4j.core.store;

/**
 * How far the build of a token store is.
 *
 * @param documents documents stored so far
 * @param tokens ids stored so far, those that begin and end documents included
 * @param bytesRead size of these documents in UTF-8
 * @param seconds time since the build began
 */
public record BuildProgress(long documents, long tokens, long bytesRead, double seconds) {}
