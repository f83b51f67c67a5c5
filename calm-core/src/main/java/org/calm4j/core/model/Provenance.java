package org.calm4j.core.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.calm4j.core.io.Json;

/**
 * Where a model comes from: {@code provenance.json} of its folder. Immutable.
 *
 * @param libraryVersion version of this library that made the model
 * @param kind kind of model, for example {@code autoencoder}
 * @param configuration every setting of the training run
 * @param data the text it was trained on
 * @param tokenizer the tokenizer whose ids it knows
 * @param run seed, steps and times
 * @param environment the machine and its software
 * @param metrics final figures by name, for example {@code token_accuracy}
 * @param files SHA-256 of the other files of the folder by name; {@link ModelDirectory#save} fills
 *     it in
 */
@JsonIgnoreProperties(ignoreUnknown = true) // later versions may add fields
public record Provenance(
    String libraryVersion,
    String kind,
    JsonNode configuration,
    DataIdentity data,
    TokenizerIdentity tokenizer,
    RunSummary run,
    Environment environment,
    Map<String, Double> metrics,
    Map<String, String> files) {

  /**
   * Copies what could change.
   *
   * @param libraryVersion version of this library that made the model
   * @param kind kind of model
   * @param configuration every setting of the training run
   * @param data the text it was trained on
   * @param tokenizer the tokenizer whose ids it knows
   * @param run seed, steps and times
   * @param environment the machine and its software
   * @param metrics final figures by name
   * @param files SHA-256 of the other files by name
   * @throws IllegalArgumentException if the kind is blank
   */
  public Provenance {
    if (kind.isBlank()) {
      throw new IllegalArgumentException("the kind of a model must be named, got a blank text");
    }
    // Through text, so that it equals itself after writing and reading: 1 as an int or a long.
    configuration = Json.parse("the configuration", Json.line(configuration), JsonNode.class);
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * The provenance of a model made by this version of the library in this process, without metrics.
   *
   * @param kind kind of model, for example {@code autoencoder}
   * @param configuration every setting of the training run
   * @param data the text it was trained on
   * @param tokenizer the tokenizer whose ids it knows
   * @param run seed, steps and times
   * @return a new provenance
   */
  public static Provenance of(
      String kind,
      JsonNode configuration,
      DataIdentity data,
      TokenizerIdentity tokenizer,
      RunSummary run) {
    return new Provenance(
        currentVersion(),
        kind,
        configuration,
        data,
        tokenizer,
        run,
        Environment.current(),
        Map.of(),
        Map.of());
  }

  /**
   * The version of this library.
   *
   * @return as in the jar's manifest, {@code development} outside a jar
   */
  public static String currentVersion() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /**
   * The settings of the training run.
   *
   * @return a copy
   */
  @Override
  public JsonNode configuration() {
    return configuration.deepCopy();
  }

  /**
   * Replaces the figures.
   *
   * @param newMetrics figures by name
   * @return a changed copy
   */
  public Provenance withMetrics(Map<String, Double> newMetrics) {
    return new Provenance(
        libraryVersion, kind, configuration, data, tokenizer, run, environment, newMetrics, files);
  }

  /**
   * Replaces seed, steps and times.
   *
   * @param newRun the run
   * @return a changed copy
   */
  public Provenance withRun(RunSummary newRun) {
    return new Provenance(
        libraryVersion, kind, configuration, data, tokenizer, newRun, environment, metrics, files);
  }

  /** Replaces the checksums. */
  Provenance withFiles(Map<String, String> newFiles) {
    return new Provenance(
        libraryVersion, kind, configuration, data, tokenizer, run, environment, metrics, newFiles);
  }
}
