package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the library brings into an application, and what it leaves to it. */
class ClassPathTest {

  private static List<Path> libraryJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("calm-.*\\.jar"))
        .toList();
  }

  @Test
  void theLanguageModelBringsWhatItNeeds() {
    assertEquals(
        List.of("calm-autoencoder", "calm-core", "calm-lm"),
        libraryJars().stream()
            .map(jar -> jar.getParent().getParent().getFileName().toString())
            .sorted()
            .toList());
  }

  /** Configuration of loggers and frameworks would lie outside the library's own packages. */
  @Test
  void jarsHoldTheLibraryAndNothingElse() throws IOException {
    for (Path path : libraryJars()) {
      try (JarFile jar = new JarFile(path.toFile())) {
        List<String> strange =
            jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .filter(name -> !name.startsWith("org/calm4j/"))
                .filter(name -> !name.equals("META-INF/MANIFEST.MF"))
                .filter(name -> !name.startsWith("META-INF/maven/org.calm4j/"))
                .filter(name -> !name.startsWith("META-INF/services/org.calm4j."))
                .toList();
        assertEquals(List.of(), strange, path.toString());
      }
    }
  }

  @Test
  void loggingIsTheApplicationsChoice() throws IOException {
    for (String name :
        List.of(
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "org/slf4j/impl/StaticLoggerBinder.class",
            "org/apache/logging/log4j/core/Logger.class",
            "org/apache/log4j/Logger.class",
            "logback.xml",
            "log4j.properties",
            "log4j2.xml",
            "simplelogger.properties",
            "org/springframework/core/SpringVersion.class")) {
      assertEquals(
          List.of(), java.util.Collections.list(getClass().getClassLoader().getResources(name)));
    }
  }

  /** A pom with a parent, a profile or a property would ask for settings of the library's build. */
  @Test
  void pomsStandAlone() throws IOException {
    for (Path jar : libraryJars()) {
      String name = jar.getFileName().toString();
      String pom =
          Files.readString(jar.resolveSibling(name.substring(0, name.length() - 4) + ".pom"));
      assertTrue(pom.contains("<license>"), name);
      assertFalse(pom.contains("${"), name);
      assertFalse(pom.contains("<parent>"), name);
      assertFalse(pom.contains("<profile>"), name);
      assertFalse(pom.contains("nd4j-native"), name);
      assertFalse(pom.contains("logback"), name);
    }
  }
}
