package org.calm4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Floats of every stored width, from and to bytes. */
final class FloatBytes {
  private FloatBytes() {}

  /** Whether elements of a type become floats. */
  static boolean isFloat(TensorType type) {
    return type == TensorType.F32 || type == TensorType.F64 || type.isHalf();
  }

  /** Whether floats can be stored as a type. */
  static boolean isTarget(TensorType type) {
    return type == TensorType.F32 || type.isHalf();
  }

  /** Turns all remaining bytes, little-endian, into floats; F64 is rounded. */
  static void decode(TensorType type, ByteBuffer bytes, FloatBuffer floats) {
    switch (type) {
      case F32 -> {
        floats.put(bytes.asFloatBuffer());
        bytes.position(bytes.limit());
      }
      case F64 -> {
        while (bytes.hasRemaining()) {
          floats.put((float) bytes.getDouble());
        }
      }
      case BF16 -> {
        while (bytes.hasRemaining()) {
          floats.put(HalfFloats.fromBf16(bytes.getShort()));
        }
      }
      case F16 -> {
        while (bytes.hasRemaining()) {
          floats.put(HalfFloats.fromF16(bytes.getShort()));
        }
      }
      default -> throw new IllegalArgumentException(type + " holds no floats");
    }
  }

  /** Stores all remaining floats, rounded to the nearest, ties to even. */
  static void encode(TensorType type, FloatBuffer floats, ByteBuffer bytes) {
    switch (type) {
      case F32 -> {
        while (floats.hasRemaining()) {
          bytes.putFloat(floats.get());
        }
      }
      case BF16 -> {
        while (floats.hasRemaining()) {
          bytes.putShort(HalfFloats.toBf16(floats.get()));
        }
      }
      case F16 -> {
        while (floats.hasRemaining()) {
          bytes.putShort(HalfFloats.toF16(floats.get()));
        }
      }
      default ->
          throw new IllegalArgumentException(
              "floats can be stored as F32, F16 or BF16, not " + type);
    }
  }
}
