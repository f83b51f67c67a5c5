package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.calm4j.core.engine.kernel.Memory;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UntouchedArrayTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void holdsWhatKernelsAndNd4jWrite() {
    try (UntouchedArray untouched = new UntouchedArray(1000, 64)) {
      INDArray array = untouched.array();
      assertThat(array.shape()).containsExactly(1000, 64);
      Memory.of(array).set(999 * 64 + 63, 2.5f);
      array.putScalar(3, 5, -1f);

      assertThat(array.getFloat(999, 63)).isEqualTo(2.5f);
      assertThat(Memory.of(array).get(3 * 64 + 5)).isEqualTo(-1f);
      array.getRow(7).assign(3);
      assertThat(array.getRow(7).sumNumber().floatValue()).isEqualTo(192f);
    }
  }

  @Test
  void costsMemoryWhereItIsWrittenTo() throws IOException {
    assumeThat(STATUS).exists();
    Nd4j.create(1).addi(1); // loads the backend
    long before = residentKilobytes();
    long rows = 1 << 17;
    try (UntouchedArray untouched = new UntouchedArray(rows, 1024)) {
      Memory.window(untouched.array(), 0, 1024).set(0, 1);
      assertThat(residentKilobytes() - before).isLessThan(rows * 1024 * Float.BYTES / 1024 / 4);
    }
  }

  @Test
  void givesItsMemoryBack() throws IOException {
    assumeThat(STATUS).exists();
    UntouchedArray untouched = new UntouchedArray(1 << 14, 1 << 12);
    long before = residentKilobytes();
    untouched.array().assign(1);
    long full = residentKilobytes();
    assertThat(full - before).isGreaterThan(200 << 10);
    untouched.close();
    untouched.close();
    assertThat(full - residentKilobytes()).isGreaterThan(200 << 10);
  }

  /** With a small heap JavaCPP would refuse what ND4J allocates without asking it. */
  @Test
  void isNotCountedByTheLimitsOfJavaCpp() {
    long before = Pointer.totalBytes();
    try (UntouchedArray untouched = new UntouchedArray(1 << 10, 1 << 10)) {
      assertThat(untouched.array().length()).isEqualTo(1 << 20);
      assertThat(Pointer.totalBytes() - before).isLessThan(1L << 20);
    }
  }

  @Test
  void refusesAnEmptyMatrix() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UntouchedArray(0, 8))
        .withMessage("a matrix needs rows and columns, got [0, 8]");
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
