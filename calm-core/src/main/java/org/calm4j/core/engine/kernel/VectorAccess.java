package org.calm4j.core.engine.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;

/**
 * Finds out once how this Java release hands off-heap memory to the Vector API.
 *
 * <p>Java 17 to 20 load from a ByteBuffer, 22 and later from a MemorySegment, which does not exist
 * for a compiler on {@code --release 17}.
 */
final class VectorAccess {
  /** Whether the module jdk.incubator.vector was added to this JVM. */
  static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** Turns a buffer into what {@link VectorLanes} loads from. */
  private static final MethodHandle SEGMENT_OF_BUFFER = segmentOfBuffer();

  private VectorAccess() {}

  static boolean segments() {
    return Runtime.version().feature() >= 22;
  }

  static Object handleOf(ByteBuffer buffer) {
    try {
      return (Object) SEGMENT_OF_BUFFER.invokeExact(buffer);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot view off-heap memory", e);
    }
  }

  private static MethodHandle segmentOfBuffer() {
    MethodType type = MethodType.methodType(Object.class, ByteBuffer.class);
    try {
      if (!segments()) {
        return MethodHandles.identity(Object.class).asType(type);
      }
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      return MethodHandles.publicLookup()
          .findStatic(segment, "ofBuffer", MethodType.methodType(segment, java.nio.Buffer.class))
          .asType(type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
