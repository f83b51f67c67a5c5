package org.calm4j.core.run;

import java.nio.file.Path;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.DataIdentity;
import org.calm4j.core.model.ModelDirectory;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.model.RunSummary;
import org.calm4j.core.model.TokenizerIdentity;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.train.RunFolder;
import org.calm4j.core.train.TrainingOptions;

/**
 * What a training run needs besides the model: where it writes, what it reads, how long it takes.
 *
 * @param out the run's folder: missing or empty, or the run to resume
 * @param kind kind of model, {@link Provenance#kind()}
 * @param recipe all that decides about the model besides texts, budget and schedule, written as
 *     JSON into the provenance and compared on resume: a record, a map or a JSON tree
 * @param options budget, schedule, evaluation and checkpoints
 * @param tokenizer the tokenizer of both stores
 * @param train training tokens
 * @param valid held-out tokens
 * @param resume whether to go on with the run in the folder
 */
public record RunSetup(
    Path out,
    String kind,
    Object recipe,
    TrainingOptions options,
    Tokenizer tokenizer,
    TokenStore train,
    TokenStore valid,
    boolean resume) {

  /** What must be equal for a run to be resumed; written into the run's folder. */
  private record Settings(
      Object recipe, TokenizerIdentity tokenizer, Content train, Content valid) {}

  /** A text whatever the names of its files. */
  private record Content(String contentHash, long documents, long tokens) {
    static Content of(TokenStore store) {
      return new Content(store.contentHash(), store.documentCount(), store.tokenCount());
    }
  }

  /**
   * Checks, before a model is made for example, that the texts belong to the tokenizer and that the
   * folder may take a model of this kind.
   *
   * @throws IllegalArgumentException if a text was made with another tokenizer, or the folder holds
   *     something else
   */
  public void requireUsable() {
    train.requireTokenizer(tokenizer);
    valid.requireTokenizer(tokenizer);
    ModelDirectory.requireReplaceable(out, kind);
  }

  RunFolder openFolder() {
    Settings settings =
        new Settings(recipe, TokenizerIdentity.of(tokenizer), Content.of(train), Content.of(valid));
    return resume
        ? RunFolder.resume(out, settings, options)
        : RunFolder.create(out, settings, options);
  }

  Provenance provenance(RunSummary summary) {
    DataIdentity data =
        new DataIdentity(
            train.sources(), train.contentHash(), train.documentCount(), train.tokenCount());
    return Provenance.of(
        kind, Json.mapper().valueToTree(recipe), data, TokenizerIdentity.of(tokenizer), summary);
  }
}
