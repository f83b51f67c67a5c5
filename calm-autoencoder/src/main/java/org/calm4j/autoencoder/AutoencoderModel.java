package org.calm4j.autoencoder;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.ModelWeights;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.tokenizer.Tokenizer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model folder opened: the codec, its tokenizer and where it comes from.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     AutoencoderModel model = AutoencoderModel.open(Path.of("runs/ae"), engine)) {
 *   float[][] vectors = model.encode("Once upon a time");
 *   String again = model.decode(vectors);
 * }
 * }</pre>
 *
 * @param codec tokens to vectors and back
 * @param tokenizer text to tokens and back
 * @param provenance where the model comes from
 */
public record AutoencoderModel(Autoencoder codec, Tokenizer tokenizer, Provenance provenance)
    implements AutoCloseable {
  /** The kind of model in a folder's provenance. */
  public static final String KIND = "autoencoder";

  /** The published code's second name of the embedding table. */
  static final String TIED = "decoder.lm_head_weight";

  /**
   * Opens a folder.
   *
   * @param folder a model folder
   * @param engine what the codec runs on; stays the caller's and must outlive the model
   * @return the model, owned by the caller
   * @throws IllegalArgumentException if the folder holds no whole autoencoder, or its tensors do
   *     not fit its configuration
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static AutoencoderModel open(Path folder, Engine engine) {
    try (ModelDirectory directory = ModelDirectory.open(folder, KIND)) {
      AutoencoderConfig config = ConfigFile.read(directory.configuration());
      Tokenizer tokenizer = directory.tokenizer();
      if (tokenizer.vocabularySize() != config.vocabSize()) {
        throw new IllegalArgumentException(
            "%s: the model has %d ids but its tokenizer %s has %d"
                .formatted(
                    folder, config.vocabSize(), tokenizer.spec(), tokenizer.vocabularySize()));
      }
      Map<String, INDArray> weights =
          ModelWeights.read(
              folder,
              new AutoencoderNetwork(config).parameters(),
              directory.weights(),
              Set.of(TIED));
      Autoencoder codec = new Autoencoder(config, weights, true, tokenizer.identity(), engine);
      return new AutoencoderModel(codec, tokenizer, directory.provenance());
    }
  }

  /**
   * Saves a model; the folder is replaced as a whole or not at all.
   *
   * @param folder where to
   * @param recipe the architecture and how it was trained
   * @param weights arrays by published name
   * @param tokenizer whose ids the model knows
   * @param provenance where it comes from
   * @throws IllegalArgumentException if the folder holds something else
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void save(
      Path folder,
      AutoencoderRecipe recipe,
      Map<String, INDArray> weights,
      Tokenizer tokenizer,
      Provenance provenance) {
    ModelDirectory.save(
        folder,
        ConfigFile.write(recipe.model(), recipe.objective(), tokenizer),
        weights,
        tokenizer,
        provenance);
  }

  /**
   * Text to vectors: tokens, chunks (the last one filled up with padding), posterior means.
   *
   * @param text any text that is not empty
   * @return one vector per chunk
   * @throws IllegalArgumentException if the text is empty
   */
  public float[][] encode(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "the text to encode is empty: give at least one character");
    }
    int[] ids = tokenizer.encode(text);
    return codec.encode(TokenChunks.padded(ids, codec.chunkSize(), tokenizer.padId()).ids());
  }

  /**
   * Vectors to text.
   *
   * @param vectors one vector per chunk
   * @return the text of the likeliest tokens
   * @throws IllegalArgumentException if a vector has another length than the model's
   */
  public String decode(float[]... vectors) {
    return tokenizer.decode(codec.decode(vectors));
  }

  @Override
  public void close() {
    codec.close();
  }
}
