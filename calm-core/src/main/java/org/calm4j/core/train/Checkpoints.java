package org.calm4j.core.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.calm4j.core.io.AtomicFiles;
import org.calm4j.core.io.Checksums;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.SafetensorsFile;
import org.calm4j.core.weights.SafetensorsWriter;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: folders {@code step-00000100} with {@code weights.safetensors}, {@code
 * optimizer.safetensors}, {@code state.json} and {@code SHA256SUMS}; {@code best.json} names the
 * best.
 *
 * <p>A checkpoint is there completely or not at all, and is checked before it is read. Not
 * thread-safe.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String DIRECTORY = "checkpoints";
  private static final String PREFIX = "step-";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";
  private static final String BEST = "best.json";

  private final Path directory;

  Checkpoints(Path directory) {
    this.directory = directory;
  }

  /**
   * The checkpoints of a run, to read from; the run may have ended, or not.
   *
   * @param run the run's folder
   * @return its checkpoints, which may be none
   */
  public static Checkpoints of(Path run) {
    return new Checkpoints(run.resolve(DIRECTORY));
  }

  /**
   * Where the checkpoint of a step lies, or would lie.
   *
   * @param step the step
   * @return its folder
   */
  public Path folder(long step) {
    return directory.resolve(String.format(Locale.ROOT, "%s%08d", PREFIX, step));
  }

  /**
   * The steps that have a checkpoint, damaged ones included.
   *
   * @return steps, oldest first
   * @throws UncheckedIOException if the folder cannot be read
   */
  public List<Long> steps() {
    return names().stream()
        .filter(name -> name.matches(PREFIX + "\\d{8,18}"))
        .map(name -> Long.valueOf(name.substring(PREFIX.length())))
        .sorted()
        .toList();
  }

  /**
   * Reads the weights of a checkpoint.
   *
   * @param step the step, for example {@link Best#step()}
   * @param parameters the arrays to fill
   * @throws IllegalArgumentException if the checkpoint is missing, damaged or of another model
   * @throws UncheckedIOException if it cannot be read
   */
  public void restoreWeights(long step, Map<String, INDArray> parameters) {
    Path folder = folder(step);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no checkpoint %s; the steps with one are %s".formatted(folder, steps()));
    }
    Checksums.verifyManifest(folder);
    fill(folder.resolve(WEIGHTS), parameters);
  }

  /** Writes a checkpoint, points to the best one and removes those that are no longer kept. */
  Path write(TrainingState state, Trainable model, Optimizer optimizer, int keepLast) {
    Path folder = folder(state.step());
    Map<String, String> metadata = Map.of("step", Long.toString(state.step()));
    AtomicFiles.replaceDirectory(
        folder,
        temporary -> {
          SafetensorsWriter.write(temporary.resolve(WEIGHTS), model.parameters(), metadata);
          SafetensorsWriter.write(temporary.resolve(OPTIMIZER), optimizer.state(), metadata);
          Json.write(temporary.resolve(STATE), state);
          Checksums.writeManifest(temporary);
        });
    writeBest(state.best());
    prune(keepLast, state.best());
    return folder;
  }

  /**
   * Restores model and optimiser from the newest checkpoint that is whole; damaged ones are set
   * aside with a warning.
   *
   * @return the state there, null if there is no checkpoint
   * @throws IllegalStateException if there are only damaged ones
   */
  @Nullable TrainingState restoreNewest(Trainable model, Optimizer optimizer) {
    names().stream().filter(name -> name.startsWith(".")).forEach(this::delete);
    List<Long> steps = steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Path folder = folder(steps.get(i));
      try {
        Checksums.verifyManifest(folder);
      } catch (IllegalArgumentException | UncheckedIOException e) {
        if (i == 0) {
          throw new IllegalStateException(
              "no checkpoint in %s is whole (%s): start a new run with another --out"
                  .formatted(directory, e.getMessage()),
              e);
        }
        LOG.warn(
            "checkpoint {} is damaged ({}); going back to step {}",
            folder,
            e.getMessage(),
            steps.get(i - 1));
        setAside(folder);
        continue;
      }
      return restore(folder, model, optimizer);
    }
    return null;
  }

  private TrainingState restore(Path folder, Trainable model, Optimizer optimizer) {
    TrainingState state = Json.read(folder.resolve(STATE), TrainingState.class);
    fill(folder.resolve(WEIGHTS), model.parameters());
    fill(folder.resolve(OPTIMIZER), optimizer.state());
    optimizer.restoreUpdates(state.optimizerUpdates());
    model.restoreDataState(state.data());
    Best best = state.best();
    if (best != null && !Files.isDirectory(folder(best.step()))) {
      LOG.warn("the best checkpoint {} is gone; the next evaluation counts as best", best.step());
      best = null;
    }
    writeBest(best);
    return new TrainingState(
        state.step(),
        state.tokens(),
        state.seconds(),
        state.stepSeconds(),
        state.optimizerUpdates(),
        state.seed(),
        state.data(),
        best,
        state.recentLosses(),
        state.evaluations());
  }

  /** Copies a file's tensors into live arrays; both must have the same names and shapes. */
  private static void fill(Path path, Map<String, INDArray> arrays) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Set<String> unknown = new HashSet<>(file.names());
      unknown.removeAll(arrays.keySet());
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            path + " holds " + unknown + ", which this model has not: it is of another model");
      }
      for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
        if (!file.names().contains(entry.getKey())) {
          throw new IllegalArgumentException(
              path + " lacks " + entry.getKey() + ": it is of another model");
        }
        try (INDArray saved = file.read(entry.getKey())) {
          if (!saved.equalShapes(entry.getValue())) {
            throw new IllegalArgumentException(
                "%s holds %s with shape %s, but this model has %s: it is of another model"
                    .formatted(
                        path,
                        entry.getKey(),
                        Arrays.toString(saved.shape()),
                        Arrays.toString(entry.getValue().shape())));
          }
          entry.getValue().assign(saved);
        }
      }
    }
  }

  private void writeBest(@Nullable Best best) {
    Path file = directory.resolve(BEST);
    if (best != null) {
      Json.write(file, best);
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileErrors.writing(file, e);
    }
  }

  private void prune(int keepLast, @Nullable Best best) {
    List<Long> steps = steps();
    for (long step : steps.subList(0, Math.max(0, steps.size() - keepLast))) {
      if (best == null || best.step() != step) {
        // Renamed first: killed in between, no half checkpoint is left under a good name.
        delete(move(folder(step), "." + folder(step).getFileName() + ".deleted"));
      }
    }
  }

  private void setAside(Path folder) {
    String name = folder.getFileName() + ".damaged";
    delete(name);
    move(folder, name);
  }

  private String move(Path folder, String name) {
    try {
      Files.move(folder, directory.resolve(name));
      return name;
    } catch (IOException e) {
      throw FileErrors.writing(folder, e);
    }
  }

  private void delete(String name) {
    Path root = directory.resolve(name);
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw FileErrors.writing(root, e);
    }
  }

  private List<String> names() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw FileErrors.reading(directory, e);
    }
  }
}
