package org.calm4j.core.hub;

/**
 * How far an import or export is.
 *
 * @param bytes bytes of weights written
 * @param total bytes of weights to write
 * @param seconds since it began
 */
public record TransferProgress(long bytes, long total, double seconds) {}
