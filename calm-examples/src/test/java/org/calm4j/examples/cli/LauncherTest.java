package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a stand-in for Maven that writes the class path only. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder;
  private Path tree;
  private Path programs;

  @BeforeEach
  void copyLauncher() throws IOException {
    tree = Files.createDirectory(folder.resolve("a tree"));
    programs = Files.createDirectory(folder.resolve("bin"));
    Files.copy(launcher(), tree.resolve("calm"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(tree.resolve("calm-examples/src/main/java"));
    Files.writeString(tree.resolve("calm-examples/src/main/java/A.java"), "");
    Files.writeString(tree.resolve("pom.xml"), "");
    program(
        "mvn",
        "echo \"$@\" >>'"
            + folder
            + "/built'\n"
            + "mkdir -p calm-examples/target/classes\n"
            + "printf %s \"$TEST_CLASS_PATH\" >calm-examples/target/classpath.txt\n");
  }

  /** The one in the repository this test runs in. */
  private static Path launcher() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("calm"))) {
      place = place.getParent();
      assertThat(place).as("a folder with the launcher above the working folder").isNotNull();
    }
    return place.resolve("calm");
  }

  private void program(String name, String body) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Outcome(int status, String out, String err) {}

  private Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tree.resolve("calm").toString()));
    command.addAll(List.of(arguments));
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TEST_CLASS_PATH", System.getProperty("java.class.path"));
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    builder.environment().remove("CALM_OPTS");
    builder.environment().remove("CALM_BACKEND");
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Outcome(
        status,
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }

  private List<String> builds() throws IOException {
    Path built = folder.resolve("built");
    return Files.exists(built) ? Files.readAllLines(built) : List.of();
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws IOException, InterruptedException {
    Outcome first = run(Map.of("CALM_ND4J_CLASSIFIER", "some-cpu"), "--version");
    assertThat(first.err()).contains("calm: building");
    assertThat(first.status()).isZero();
    assertThat(first.out()).startsWith("calm ");
    assertThat(builds()).singleElement().asString().contains("-Dcalm.nd4j.classifier=some-cpu");

    // Arguments and exit status are handed on; a path with blanks is one argument.
    Outcome second = run(Map.of("CALM_ND4J_CLASSIFIER", "some-cpu"), "info", "no such  folder/*");
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err())
        .doesNotContain("building")
        .contains("calm: no such  folder/* does not exist");
    assertThat(second.out()).isEmpty();
    assertThat(builds()).hasSize(1);

    Path source = tree.resolve("calm-examples/src/main/java/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(Map.of("CALM_ND4J_CLASSIFIER", "some-cpu"), "--version").status()).isZero();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void theBackendIsAProfileAndAnotherOneIsBuiltAnew() throws IOException, InterruptedException {
    Map<String, String> cuda = Map.of("CALM_BACKEND", "cuda", "CALM_ND4J_CLASSIFIER", "some-cpu");
    assertThat(run(cuda, "--version").status()).isZero();
    assertThat(run(cuda, "--version").status()).isZero();
    assertThat(builds()).singleElement().asString().contains("-Pcuda").doesNotContain("some-cpu");

    assertThat(run(Map.of("CALM_BACKEND", "cpu"), "--version").status()).isZero();
    assertThat(builds()).hasSize(2);
    assertThat(builds().get(1)).doesNotContain("-P");

    Outcome wrong = run(Map.of("CALM_BACKEND", "opencl"), "--version");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("calm: CALM_BACKEND must be cpu or cuda, got opencl");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void startsJshellWithTheLibrary() throws IOException, InterruptedException {
    Path scripts = Files.createDirectories(tree.resolve("calm-examples/src/main/jshell"));
    Files.copy(
        launcher().resolveSibling("calm-examples/src/main/jshell/startup.jsh"),
        scripts.resolve("startup.jsh"));
    Path script =
        Files.writeString(
            folder.resolve("a script.jsh"),
            """
        System.out.println(Tokenizers.of("bytes").decode(Tokenizers.of("bytes").encode("öl")));
        var modules = ModuleLayer.boot();
        System.out.println(modules.findModule("jdk.incubator.vector").isPresent());
        System.out.println(System.getenv("OMP_WAIT_POLICY"));
        System.out.println(Runtime.getRuntime().maxMemory() >> 20 < 400);
        System.out.println(System.getProperty("calm.steps"));
        /exit 3
        """);
    Outcome outcome =
        run(Map.of("CALM_OPTS", "-Xmx300m -Dcalm.steps=7"), "jshell", script.toString());
    assertThat(outcome.out().lines()).containsExactly("öl", "true", "PASSIVE", "true", "7");
    assertThat(outcome.err()).doesNotContain("rror");
    assertThat(outcome.status()).isEqualTo(3);
  }

  /** Without a script it tells how to begin; JShell ends where its input does. */
  @Test
  void jshellWithoutScriptTellsHowToBegin() throws IOException, InterruptedException {
    Path scripts = Files.createDirectories(tree.resolve("calm-examples/src/main/jshell"));
    Files.writeString(scripts.resolve("startup.jsh"), "");
    Outcome outcome = run(Map.of(), "jshell");
    assertThat(outcome.err())
        .contains("calm: the library is imported. To begin: var engine = Engine.create();")
        .contains("calm: scripts to run and to read are in " + scripts);
    assertThat(outcome.out()).contains("JShell");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aBuildThatFailsIsToldAndTriedAgain() throws IOException, InterruptedException {
    program("mvn", "echo 'a compiler error'; exit 1\n");
    for (int i = 0; i < 2; i++) {
      Outcome outcome = run(Map.of(), "--version");
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err()).contains("a compiler error").contains("calm: the build failed");
      assertThat(outcome.out()).isEmpty();
    }
  }

  @Test
  void javaMustBeNewEnough() throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("old jdk/bin"));
    String old = "echo '    java.specification.version = 11' >&2\n";
    program("java", old);
    Files.copy(programs.resolve("java"), home.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
    Outcome outcome = run(Map.of("JAVA_HOME", home.getParent().toString()), "--version");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("calm: a JDK from 17 on is needed")
        .contains("old jdk/bin/java (Java 11)");
  }
}
