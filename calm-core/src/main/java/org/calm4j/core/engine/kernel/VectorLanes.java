package org.calm4j.core.engine.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Loads and stores of float vectors, resolved once for this Java release. */
final class VectorLanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LENGTH = SPECIES.length();

  private static final MethodHandle LOAD = loader();
  private static final MethodHandle STORE = storer();

  private VectorLanes() {}

  /** Loads {@link #LENGTH} floats from element {@code index} on. */
  static FloatVector load(Object handle, int index) {
    try {
      return (FloatVector) LOAD.invokeExact(handle, index << 2);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Stores {@link #LENGTH} floats from element {@code index} on. */
  static void store(FloatVector vector, Object handle, int index) {
    try {
      STORE.invokeExact(vector, handle, index << 2);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static RuntimeException rethrow(Throwable e) {
    if (e instanceof RuntimeException runtime) {
      return runtime;
    }
    throw new IllegalStateException("cannot access off-heap memory", e);
  }

  private static Class<?> container() throws ClassNotFoundException {
    return VectorAccess.segments()
        ? Class.forName("java.lang.foreign.MemorySegment")
        : ByteBuffer.class;
  }

  private static Class<?> offsetType() {
    return VectorAccess.segments() ? long.class : int.class;
  }

  private static MethodHandle loader() {
    try {
      MethodHandle load =
          MethodHandles.publicLookup()
              .findStatic(
                  FloatVector.class,
                  VectorAccess.segments() ? "fromMemorySegment" : "fromByteBuffer",
                  MethodType.methodType(
                      FloatVector.class,
                      VectorSpecies.class,
                      container(),
                      offsetType(),
                      ByteOrder.class));
      load = MethodHandles.insertArguments(load, 0, SPECIES);
      load = MethodHandles.insertArguments(load, 2, ByteOrder.nativeOrder());
      return load.asType(MethodType.methodType(FloatVector.class, Object.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandle storer() {
    try {
      MethodHandle store =
          MethodHandles.publicLookup()
              .findVirtual(
                  FloatVector.class,
                  VectorAccess.segments() ? "intoMemorySegment" : "intoByteBuffer",
                  MethodType.methodType(void.class, container(), offsetType(), ByteOrder.class));
      store = MethodHandles.insertArguments(store, 3, ByteOrder.nativeOrder());
      return store.asType(
          MethodType.methodType(void.class, FloatVector.class, Object.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
