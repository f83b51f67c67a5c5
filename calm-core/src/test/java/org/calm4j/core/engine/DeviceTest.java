package org.calm4j.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.calm4j.core.engine.layer.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What the engine makes of the device it finds. */
class DeviceTest {
  private static Device gpu(int major, int minor) {
    return new Device("CUDA", "Some GPU", major, minor);
  }

  @ParameterizedTest
  @CsvSource({"3, 7", "5, 0", "6, 1", "7, 0", "7, 5", "8, 0", "8, 6", "8, 9"})
  void theseChipsWork(int major, int minor) {
    assertThat(gpu(major, minor).problem()).isEmpty();
    assertThat(Engine.spelling(gpu(major, minor), null)).isEqualTo(Spelling.COMPOSED);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 0", "3, 5", "9, 0", "10, 0", "12, 0"})
  void theseDoNot(int major, int minor) {
    assertThat(gpu(major, minor).problem())
        .startsWith("Some GPU has compute capability %d.%d,".formatted(major, minor))
        .contains("3.7 to 8.9")
        .contains("without the Maven profile cuda")
        .doesNotContain("\n");
    assertThatIllegalStateException()
        .isThrownBy(() -> Engine.spelling(gpu(major, minor), "composed"))
        .withMessage(gpu(major, minor).problem());
  }

  @Test
  void thereMayBeNoDevice() {
    assertThat(new Device("CUDA", "", 0, 0).problem())
        .startsWith("ND4J's backend CUDA finds no device:")
        .contains("without the Maven profile cuda");
  }

  @Test
  void theProcessorAlwaysWorks() {
    Device cpu = new Device("CPU", "amd64", 0, 0);
    assertThat(cpu.problem()).isEmpty();
    assertThat(Engine.spelling(cpu, null)).isEqualTo(Spelling.FUSED);
    assertThat(Engine.spelling(cpu, "")).isEqualTo(Spelling.FUSED);
    assertThat(Engine.spelling(cpu, "composed")).isEqualTo(Spelling.COMPOSED);
    assertThat(Engine.spelling(cpu, "FUSED")).isEqualTo(Spelling.FUSED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Engine.spelling(cpu, "fast"))
        .withMessage("calm.layers must be fused or composed, got fast");
  }

  @Test
  void fusedLayersAreForTheProcessor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Engine.spelling(gpu(8, 6), "fused"))
        .withMessageContaining("fused layers work on the host's memory")
        .withMessageContaining("Some GPU, compute capability 8.6")
        .withMessageContaining("use composed layers, or nd4j-native");
  }

  /** The keys and types that ND4J's CUDA backend describes itself with. */
  @Test
  void readsWhatNd4jTells() {
    Properties environment = new Properties();
    environment.put("backend", "CUDA");
    environment.put("cuda.availableDevices", 2);
    environment.put(
        "cuda.devicesInformation",
        List.of(
            Map.of("cuda.deviceName", "first", "cuda.deviceMajor", 7, "cuda.deviceMinor", 0),
            Map.of("cuda.deviceName", "second", "cuda.deviceMajor", 8L, "cuda.deviceMinor", 6L)));
    assertThat(Device.of(environment, 0)).isEqualTo(new Device("CUDA", "first", 7, 0));
    assertThat(Device.of(environment, 1)).isEqualTo(new Device("CUDA", "second", 8, 6));
    assertThat(Device.of(environment, 2).problem()).contains("no device");
    environment.put("cuda.devicesInformation", List.of());
    assertThat(Device.of(environment, 0).problem()).contains("no device");
  }

  @Test
  void theEngineTellsItsDeviceOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger(Engine.class);
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    logger.addAppender(heard);
    try (Engine engine = new Engine(1, Spelling.COMPOSED)) {
      assertThat(engine.spelling()).isEqualTo(Spelling.COMPOSED);
    } finally {
      logger.detachAppender(heard);
    }
    assertThat(heard.list)
        .filteredOn(event -> event.getLevel() == Level.INFO)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEqualTo(Device.current() + ", composed layers");
    assertThat(Device.current().toString()).startsWith("backend CPU on ");
  }

  /** What a backend with its own memory has to pass. */
  @Test
  void javaAndTheBackendSeeTheSameArrays() {
    HostAccess.require();
  }
}
