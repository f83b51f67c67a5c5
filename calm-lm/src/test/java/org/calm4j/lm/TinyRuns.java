package org.calm4j.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderObjective;
import org.calm4j.autoencoder.AutoencoderRecipe;
import org.calm4j.autoencoder.AutoencoderRun;
import org.calm4j.autoencoder.TrainingData;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.optim.AdamWOptions;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.core.train.Budget;
import org.calm4j.core.train.Schedule;
import org.calm4j.core.train.StepReport;
import org.calm4j.core.train.Stoppable;
import org.calm4j.core.train.TrainingListener;
import org.calm4j.core.train.TrainingOptions;
import org.calm4j.core.weights.SafetensorsFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small autoencoder that has learnt a little, and runs of small language models over it. */
public final class TinyRuns implements AutoCloseable {
  static final CalmData DATA = new CalmData(4, 15, 8, true);

  final Engine engine = new Engine(2);
  final Tokenizer tokenizer = Tokenizers.of("r50k:300");
  final TokenStore train = stories(tokenizer, "stories:0.05:1");
  final TokenStore valid = stories(tokenizer, "stories:0.01:2");
  final Path autoencoder;
  final ChunkCodec codec;

  TinyRuns(Path folder) {
    autoencoder = autoencoder(folder.resolve("autoencoder"), 1);
    codec = ChunkCodecs.open(autoencoder, engine);
  }

  public static TokenStore stories(Tokenizer tokenizer, String spec) {
    return TokenStore.of(tokenizer, List.of(spec), progress -> {});
  }

  public static TrainingOptions steps(long steps) {
    return TrainingOptions.of(new Budget.Steps(steps), new Schedule.Constant(3e-3, 2)).withSeed(5);
  }

  Path autoencoder(Path out, long seed) {
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            new AutoencoderConfig(tokenizer.vocabularySize(), 16, 40, 8, 4, 2, 2, 1e-6, 0.02),
            AutoencoderObjective.published().withDropouts(0.1, 0.1),
            new TrainingData(256, 4, 1000),
            AdamWOptions.published());
    TrainingOptions options = steps(60).withSeed(seed);
    try (AutoencoderRun run =
        new AutoencoderRun(out, recipe, options, tokenizer, train, valid, engine, false)) {
      run.train(List.of());
    }
    return out;
  }

  CalmRecipe recipe(CalmData data) {
    BackboneConfig backbone = new BackboneConfig(16, 40, 2, 2, 2, 64, 10000, 1e-6);
    return new CalmRecipe(
        CalmConfig.over(codec, backbone).withHead(new EnergyHeadConfig(1, 8, 4, 10, 1)),
        data,
        AdamWOptions.published());
  }

  CalmRecipe recipe(HeadConfig head) {
    CalmRecipe energy = recipe(DATA);
    return new CalmRecipe(energy.model().withHead(head), energy.data(), energy.optimizer());
  }

  CalmRun run(Path out, TrainingOptions options, boolean resume) {
    return run(out, recipe(DATA), options, resume, engine);
  }

  CalmRun run(
      Path out, CalmRecipe recipe, TrainingOptions options, boolean resume, Engine ownEngine) {
    return new CalmRun(
        out, autoencoder, codec, recipe, options, tokenizer, train, valid, ownEngine, resume);
  }

  public static Map<String, float[]> floats(Map<String, INDArray> arrays) {
    Map<String, float[]> copy = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copy.put(name, floats(array)));
    return copy;
  }

  private static float[] floats(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  public static void sameBits(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
  }

  /** Stops a run behind a step. */
  public static TrainingListener stoppingAfter(long step, Stoppable run) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          run.requestStop();
        }
      }
    };
  }

  /** All arrays of the newest checkpoint: weights and moments. */
  public static Map<String, float[]> checkpoint(Path out) {
    try (Stream<Path> all = Files.list(out.resolve("checkpoints"))) {
      return arrays(all.filter(Files::isDirectory).max(Path::compareTo).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All arrays in a folder, by file and name. */
  public static Map<String, float[]> arrays(Path folder) throws IOException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
          for (String name : tensors.names()) {
            arrays.put(file.getFileName() + "/" + name, floats(tensors.read(name)));
          }
        }
      }
    }
    return arrays;
  }

  @Override
  public void close() {
    codec.close();
    engine.close();
  }
}
