package org.calm4j.core.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output folder of a run.
 *
 * <pre>
 * OUT/run.json            configuration, options, seed, status
 * OUT/metrics.jsonl       a line per step and per evaluation
 * OUT/checkpoints/        see {@link Checkpoints}
 * </pre>
 *
 * <p>While it is open it is locked against other processes. Not thread-safe.
 */
public final class RunFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final String RUN = "run.json";
  private static final String METRICS = "metrics.jsonl";

  private final Path path;
  private final Checkpoints checkpoints;
  private final MetricsLog metrics;
  private final RunDescription description;

  private RunFolder(Path path, MetricsLog metrics, RunDescription description) {
    this.path = path;
    this.checkpoints = Checkpoints.of(path);
    this.metrics = metrics;
    this.description = description;
  }

  /**
   * Starts a run in a new or empty folder.
   *
   * @param out the folder; it and its parents are made if missing
   * @param configuration all that decides what the run computes besides the options, for example
   *     model and data: a record, a map or a JSON tree
   * @param options how it trains
   * @return the open folder
   * @throws IllegalArgumentException if the folder holds anything, or is a file
   * @throws UncheckedIOException if it cannot be written
   */
  public static RunFolder create(Path out, Object configuration, TrainingOptions options) {
    RunDescription description = RunDescription.of(configuration, options);
    requireFree(out);
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw FileErrors.writing(out, e);
    }
    MetricsLog metrics = MetricsLog.open(out.resolve(METRICS));
    return opened(out, metrics, description);
  }

  /**
   * Goes on with a run. Configuration and options must be the old ones; only the budget, the
   * intervals of evaluation, checkpoints and log, and how many checkpoints are kept may change.
   *
   * @param out the folder of the run
   * @param configuration as for {@link #create}
   * @param options how it trains
   * @return the open folder
   * @throws IllegalArgumentException if the folder holds no run, or a field differs; the message
   *     names it
   * @throws IllegalStateException if the run is training at this moment
   * @throws UncheckedIOException if the folder cannot be read or written
   */
  public static RunFolder resume(Path out, Object configuration, TrainingOptions options) {
    if (!Files.isRegularFile(out.resolve(RUN))) {
      throw new IllegalArgumentException(
          out + " holds no run to resume: leave --resume out to start one there");
    }
    RunDescription old = Json.read(out.resolve(RUN), RunDescription.class);
    RunDescription now = RunDescription.of(configuration, options);
    old.requireResumable(now, out);
    MetricsLog metrics = MetricsLog.open(out.resolve(METRICS));
    if (!old.options().path("budget").equals(now.options().path("budget"))) {
      LOG.warn(
          "{} was started for {}, now for {}: a decaying learning rate follows the new length",
          out,
          old.options().path("budget"),
          now.options().path("budget"));
    }
    return opened(out, metrics, now.with("running", null, old.step()));
  }

  /**
   * The folder itself.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /**
   * The checkpoints of the run.
   *
   * @return those in this folder
   */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  MetricsLog metrics() {
    return metrics;
  }

  void recordStatus(String status, @Nullable String message, long step) {
    Json.write(path.resolve(RUN), description.with(status, message, step));
  }

  private static RunFolder opened(Path out, MetricsLog metrics, RunDescription description) {
    try {
      Json.write(out.resolve(RUN), description);
      return new RunFolder(out, metrics, description);
    } catch (RuntimeException e) {
      metrics.close();
      throw e;
    }
  }

  /**
   * Checks, before texts are tokenized for example, that {@link #create} may use a folder.
   *
   * @param out the folder
   * @throws IllegalArgumentException if it is there and not empty, or is no folder
   * @throws UncheckedIOException if it cannot be read
   */
  public static void requireFree(Path out) {
    if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new IllegalArgumentException(out + " is not a folder: choose another --out");
    }
    try (Stream<Path> content = Files.list(out)) {
      if (content.findAny().isEmpty()) {
        return;
      }
    } catch (IOException e) {
      throw FileErrors.reading(out, e);
    }
    throw new IllegalArgumentException(
        Files.exists(out.resolve(RUN))
            ? out + " holds another run: go on with it by --resume, or choose another --out"
            : out + " is not empty and holds no run: choose another --out");
  }

  @Override
  public void close() {
    metrics.close();
  }
}
