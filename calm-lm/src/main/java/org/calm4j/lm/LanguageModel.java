package org.calm4j.lm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.rollout.RolloutModel;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.ar.ArModel;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.TextGenerator;

/**
 * A language model folder opened, over vectors or over tokens.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     LanguageModel model = LanguageModel.open(Path.of("runs/model"), engine)) {
 *   System.out.println(model.generate("Once upon a time", GenerationOptions.standard()).text());
 * }
 * }</pre>
 *
 * <p>Thread-safe: several callers may generate at the same time, each with its own cache. Close it
 * when nobody generates.
 */
public interface LanguageModel extends AutoCloseable {

  /**
   * Opens a folder by the kind of model it holds.
   *
   * @param folder a model folder
   * @param engine what the model runs on; stays the caller's and must outlive the model
   * @return the model, owned by the caller
   * @throws IllegalArgumentException if the folder holds no whole language model
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static LanguageModel open(Path folder, Engine engine) {
    return ModelDirectory.kind(folder).equals(ArModel.KIND)
        ? ArModel.open(folder, engine)
        : CalmModel.open(folder, engine);
  }

  /**
   * Continues a text.
   *
   * @param prompt the beginning, not empty
   * @param options temperature, length, seed and more
   * @return what follows the prompt
   * @throws IllegalArgumentException if the prompt is empty, or with the tokens to generate longer
   *     than the context
   */
  default Generation generate(String prompt, GenerationOptions options) {
    return generate(List.of(prompt), options, GenerationListener.NONE).get(0);
  }

  /**
   * Continues several texts at once, each with random numbers of its own.
   *
   * @param prompts the beginnings, none of them empty
   * @param options temperature, length, seed and more
   * @param listener hears every step, and may cancel
   * @return what follows each prompt, in the same order
   * @throws IllegalArgumentException if there is no prompt, or one is empty or longer than the
   *     context
   */
  default List<Generation> generate(
      List<String> prompts, GenerationOptions options, GenerationListener listener) {
    return generator().generate(prompts, options, listener);
  }

  /**
   * The generator behind {@link #generate}, for prompts that are ids already.
   *
   * @return owned by this model
   */
  TextGenerator generator();

  /**
   * The model at all places of a text, for evaluation by roll-outs. If it was trained {@linkplain
   * #withinDocuments within documents}, a BOS at the beginning of a chunk begins a document there,
   * too, and nothing before it is seen.
   *
   * @return owned by this model
   */
  RolloutModel rollouts();

  /**
   * Whether the model was trained to see its own document only.
   *
   * @return what its recipe says; false for weights that were not trained here
   */
  default boolean withinDocuments() {
    JsonNode within = provenance().configuration().findValue("within_documents");
    return within != null && within.asBoolean();
  }

  /**
   * The tokenizer.
   *
   * @return whose ids the model knows
   */
  Tokenizer tokenizer();

  /**
   * Where the model comes from.
   *
   * @return what {@code provenance.json} holds
   */
  Provenance provenance();

  @Override
  void close();
}
