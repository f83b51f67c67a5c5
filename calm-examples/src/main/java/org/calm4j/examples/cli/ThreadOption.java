package org.calm4j.examples.cli;

import org.calm4j.core.engine.Engine;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many threads compute. */
final class ThreadOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that compute (default: all processors)")
  int threads = Runtime.getRuntime().availableProcessors();

  /** Whether the user chose; otherwise OMP_NUM_THREADS and OPENBLAS_NUM_THREADS decide. */
  private boolean given() {
    return command.commandLine() != null
        && command.commandLine().getParseResult().hasMatchedOption("--threads");
  }

  /**
   * An engine with that many threads; matrix products of this process use as many, too.
   *
   * @return owned by the caller
   */
  Engine engine() {
    limitProducts();
    return new Engine(threads);
  }

  /**
   * The same for a command that answers and ends.
   *
   * @return owned by the caller
   */
  Engine engineThatAnswersAtOnce() {
    limitProducts();
    return Engine.answeringAtOnce(threads);
  }

  private void limitProducts() {
    if (given()) {
      Usage.require(command, threads >= 1, "--threads must be at least 1, got " + threads);
      limitProducts(threads);
    }
  }

  private static void limitProducts(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }

  /**
   * An engine with some threads; matrix products of this process use as many, too.
   *
   * @param threads at least 1
   * @return owned by the caller
   */
  static Engine engine(int threads) {
    limitProducts(threads);
    return new Engine(threads);
  }
}
