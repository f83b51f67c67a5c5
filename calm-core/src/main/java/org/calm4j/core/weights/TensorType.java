package org.calm4j.core.weights;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The element types of the safetensors format, under the names that files use. */
public enum TensorType {
  /** 64-bit floats. */
  F64(64, DataType.DOUBLE),
  /** 64-bit signed integers. */
  I64(64, DataType.INT64),
  /** 64-bit unsigned integers; only as bytes. */
  U64(64, null),
  /** Pairs of 32-bit floats; only as bytes. */
  C64(64, null),
  /** 32-bit floats. */
  F32(32, DataType.FLOAT),
  /** 32-bit signed integers. */
  I32(32, DataType.INT32),
  /** 32-bit unsigned integers; only as bytes. */
  U32(32, null),
  /** IEEE 754 half precision; read as FLOAT. */
  F16(16, DataType.FLOAT),
  /** The upper half of a 32-bit float; read as FLOAT. */
  BF16(16, DataType.FLOAT),
  /** 16-bit signed integers. */
  I16(16, DataType.INT16),
  /** 16-bit unsigned integers; only as bytes. */
  U16(16, null),
  /** 8-bit signed integers. */
  I8(8, DataType.INT8),
  /** 8-bit unsigned integers. */
  U8(8, DataType.UINT8),
  /** Truth values, a byte each. */
  BOOL(8, DataType.BOOL),
  /** 8-bit floats, 4 bits of exponent; only as bytes. */
  F8_E4M3(8, null),
  /** 8-bit floats, 5 bits of exponent; only as bytes. */
  F8_E5M2(8, null),
  /** 8-bit powers of two; only as bytes. */
  F8_E8M0(8, null),
  /** 6-bit floats, 2 bits of exponent; only as bytes. */
  F6_E2M3(6, null),
  /** 6-bit floats, 3 bits of exponent; only as bytes. */
  F6_E3M2(6, null),
  /** 4-bit floats; only as bytes. */
  F4(4, null);

  private final int bits;
  private final @Nullable DataType arrayType;

  TensorType(int bits, @Nullable DataType arrayType) {
    this.bits = bits;
    this.arrayType = arrayType;
  }

  /**
   * Size of one element.
   *
   * @return bits, between 4 and 64
   */
  public int bits() {
    return bits;
  }

  /**
   * The type of the array that such a tensor is read into.
   *
   * @return empty if there is none and only the raw bytes can be read
   */
  public Optional<DataType> arrayType() {
    return Optional.ofNullable(arrayType);
  }

  /** Whether elements are 16-bit floats, widened while reading and rounded while writing. */
  boolean isHalf() {
    return this == F16 || this == BF16;
  }

  /** Finds a type by the name that files use. */
  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
