package org.calm4j.core.weights;

/**
 * A tensor and where its bytes lie in the data section of a safetensors file.
 *
 * @param info name, type and shape
 * @param begin first byte
 * @param end one behind the last byte
 */
record PlacedTensor(TensorInfo info, long begin, long end) {}
