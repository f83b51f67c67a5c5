package org.calm4j.examples.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Trains a tiny model and writes with it, so that the JVM loads what the commands load. The
 * launcher runs it once after a build and has the JVM keep the classes in an archive, from which
 * later starts take them.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs all of it in a temporary folder and prints what fails.
   *
   * @param arguments none
   * @throws IOException if there is no room for the folder
   */
  public static void main(String[] arguments) throws IOException {
    System.setOut(System.err);
    Path folder = Files.createTempDirectory("calm-rehearsal");
    int status;
    try {
      status = run(folder);
    } finally {
      delete(folder);
    }
    System.exit(status);
  }

  /** Runs the commands; returns the exit status of the first that fails, or 0. */
  static int run(Path folder) {
    String codec = folder.resolve("autoencoder").toString();
    String model = folder.resolve("model").toString();
    String text = " --train stories:0.05:1 --valid stories:0.01:2 --evaluate-every 0 --steps 2";
    String write = "generate --prompt Once --max-tokens 8 --temperature ";
    List<String[]> commands =
        List.of(
            command(
                "train-autoencoder --tokenizer r50k:300 --k 2 --hidden 16 --latent 8 --batch-tokens 256"
                    + text,
                "--out",
                codec),
            command(
                "train-lm --hidden 16 --layers 1 --heads 2 --head-layers 1 --noise 4 --samples 2"
                    + " --targets 3 --positions 64 --text-chunks 15 --batch-texts 1"
                    + text,
                "--autoencoder",
                codec,
                "--out",
                model),
            command(write + 1, "--model", model),
            command(write + 0.5, "--model", model),
            command("--help"));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, System.err, false);
    return commands.stream()
        .mapToInt(arguments -> Calm.run(console, arguments))
        .filter(status -> status != 0)
        .findFirst()
        .orElse(0);
  }

  /** Words of a line, and words that may hold blanks. */
  private static String[] command(String line, String... more) {
    return Stream.concat(Stream.of(line.split(" ")), Stream.of(more)).toArray(String[]::new);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
