package org.calm4j.core.engine;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J computes on, and whether its binaries can: {@code nd4j-cuda-11.6} holds machine code
 * for some chips and no intermediate code that a driver could translate for others.
 *
 * @param backend ND4J's name of the backend, {@code CPU} or {@code CUDA}
 * @param name what the device calls itself; empty if there is none
 * @param major compute capability of a GPU, before the dot; 0 if there is none
 * @param minor compute capability of a GPU, behind the dot
 */
record Device(String backend, String name, int major, int minor) {
  static final String CPU = "CPU";

  /** The oldest and the newest compute capability that nd4j-cuda-11.6 runs on, times ten. */
  private static final int OLDEST = 37;

  private static final int NEWEST = 89;

  private static final String OTHERWISE =
      "take a GPU from Kepler (Tesla K80) to Ada, or build without the Maven profile cuda to compute"
          + " on the processor";

  /**
   * The device that ND4J chose.
   *
   * @throws IllegalStateException if ND4J finds no backend that works here
   */
  static Device current() {
    try {
      return of(
          Nd4j.getExecutioner().getEnvironmentInformation(),
          Nd4j.getAffinityManager().getDeviceForCurrentThread());
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      // How ND4J fails when no backend is on the class path, or its native library does not load.
      throw new IllegalStateException(
          "ND4J has no backend that works here: nd4j-native needs its jar for this operating system"
              + " and processor, nd4j-cuda-11.6 an NVIDIA driver and the libraries of CUDA 11.6;"
              + " build without the Maven profile cuda to compute on the processor",
          e);
    }
  }

  /** A device as ND4J describes its environment. */
  static Device of(Properties environment, int number) {
    String backend = String.valueOf(environment.get(Nd4jEnvironment.BACKEND_KEY));
    if (backend.equals(CPU)) {
      return new Device(backend, System.getProperty("os.arch"), 0, 0);
    }
    if (environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY) instanceof List<?> devices
        && number < devices.size()
        && devices.get(number) instanceof Map<?, ?> device) {
      return new Device(
          backend,
          String.valueOf(device.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
          number(device.get(Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)),
          number(device.get(Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY)));
    }
    return new Device(backend, "", 0, 0);
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  /** Whether arrays live in the host's memory, where kernels of this library can reach them. */
  boolean isCpu() {
    return backend.equals(CPU);
  }

  /** What is wrong with the device and what works instead, one sentence; empty if nothing is. */
  String problem() {
    if (isCpu()) {
      return "";
    }
    if (major == 0) {
      return "ND4J's backend %s finds no device: look whether nvidia-smi shows one, or build without the Maven profile cuda to compute on the processor"
          .formatted(backend);
    }
    int capability = 10 * major + minor;
    if (capability < OLDEST || capability > NEWEST) {
      return "%s has compute capability %d.%d, but nd4j-cuda-11.6 runs on 3.7 to 8.9 only: %s"
          .formatted(name, major, minor, OTHERWISE);
    }
    return "";
  }

  /**
   * Refuses a device that ND4J's binaries do not run on.
   *
   * @throws IllegalStateException with {@link #problem} if there is one
   */
  void requireUsable() {
    if (!problem().isEmpty()) {
      throw new IllegalStateException(problem());
    }
  }

  /** The device for a log. */
  @Override
  public String toString() {
    return isCpu()
        ? "backend CPU on " + name
        : "backend %s on %s, compute capability %d.%d".formatted(backend, name, major, minor);
  }
}
