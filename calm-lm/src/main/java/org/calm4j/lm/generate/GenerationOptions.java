package org.calm4j.lm.generate;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.calm4j.core.sampling.ExactTemperature;
import org.calm4j.core.sampling.Temperature;

/**
 * How to generate.
 *
 * <pre>{@code
 * GenerationOptions options =
 *     GenerationOptions.standard().withTemperature(0.5).withMaxTokens(200).withSeed(7);
 * }</pre>
 *
 * @param temperature in (0, 1]; a reciprocal of a whole number unless {@code exact}
 * @param exact whether chunks come from the exact algorithm for any temperature, instead of the
 *     approximation from a batch of candidates (paper section 5)
 * @param candidates chunks of a batch, for the approximation and for {@link PromptAlignment#MATCH}
 * @param maxDraws most chunks that the exact algorithm may draw per step
 * @param maxTokens most tokens to generate per prompt, the prompt not counted
 * @param stopIds ids that end a text; empty for the tokenizer's EOS
 * @param alignment what to do with a prompt whose length K does not divide
 * @param seed of all random numbers
 * @param greedy whether to take the likeliest token instead of drawing one; only for models over
 *     tokens, which also draw any temperature exactly, without candidates
 */
public record GenerationOptions(
    double temperature,
    boolean exact,
    int candidates,
    int maxDraws,
    int maxTokens,
    Set<Integer> stopIds,
    PromptAlignment alignment,
    long seed,
    boolean greedy) {

  /**
   * Checks the values.
   *
   * @param temperature in (0, 1]
   * @param exact whether to use the exact algorithm
   * @param candidates chunks of a batch, at least 1
   * @param maxDraws most draws of the exact algorithm per step, at least 1
   * @param maxTokens most tokens to generate, at least 1
   * @param stopIds ids that end a text
   * @param alignment what to do with a prompt whose length K does not divide
   * @param seed of all random numbers
   * @param greedy whether to take the likeliest token
   * @throws IllegalArgumentException if one is out of range, or the temperature needs the exact
   *     algorithm
   */
  public GenerationOptions {
    Temperature checked = new Temperature(temperature);
    if (!exact) {
      checked.requireReciprocal();
    }
    require("candidates", candidates);
    require("maxDraws", maxDraws);
    require("maxTokens", maxTokens);
    if (exact) {
      new ExactTemperature(checked, maxDraws); // refuses draws that cannot be enough
    }
    if (!exact && candidates < checked.wholeDraws()) {
      throw new IllegalArgumentException(
          "temperature %s needs at least %d candidates, got %d"
              .formatted(temperature, checked.wholeDraws(), candidates));
    }
    stopIds = Collections.unmodifiableSet(new TreeSet<>(stopIds));
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  /**
   * Temperature 1/2 from 200 candidates, at most 200 tokens, seed 1.
   *
   * @return new options
   */
  public static GenerationOptions standard() {
    return new GenerationOptions(
        0.5, false, 200, 100_000, 200, Set.of(), PromptAlignment.MATCH, 1, false);
  }

  /**
   * The same with another temperature, from a batch of candidates.
   *
   * @param value 1/n with a whole n
   * @return changed options
   */
  public GenerationOptions withTemperature(double value) {
    return new GenerationOptions(
        value, false, candidates, maxDraws, maxTokens, stopIds, alignment, seed, greedy);
  }

  /**
   * The same with another temperature, by the exact algorithm.
   *
   * @param value in (0, 1]
   * @return changed options
   */
  public GenerationOptions withExactTemperature(double value) {
    return new GenerationOptions(
        value, true, candidates, maxDraws, maxTokens, stopIds, alignment, seed, greedy);
  }

  /**
   * The same with another number of candidates.
   *
   * @param value at least 1
   * @return changed options
   */
  public GenerationOptions withCandidates(int value) {
    return new GenerationOptions(
        temperature, exact, value, maxDraws, maxTokens, stopIds, alignment, seed, greedy);
  }

  /**
   * The same with another bound of the exact algorithm.
   *
   * @param value most draws per step
   * @return changed options
   */
  public GenerationOptions withMaxDraws(int value) {
    return new GenerationOptions(
        temperature, exact, candidates, value, maxTokens, stopIds, alignment, seed, greedy);
  }

  /**
   * The same with another length.
   *
   * @param value most tokens to generate
   * @return changed options
   */
  public GenerationOptions withMaxTokens(int value) {
    return new GenerationOptions(
        temperature, exact, candidates, maxDraws, value, stopIds, alignment, seed, greedy);
  }

  /**
   * The same with other stop ids.
   *
   * @param value ids that end a text
   * @return changed options
   */
  public GenerationOptions withStopIds(Set<Integer> value) {
    return new GenerationOptions(
        temperature, exact, candidates, maxDraws, maxTokens, value, alignment, seed, greedy);
  }

  /**
   * The same with another alignment.
   *
   * @param value what to do with a prompt whose length K does not divide
   * @return changed options
   */
  public GenerationOptions withAlignment(PromptAlignment value) {
    return new GenerationOptions(
        temperature, exact, candidates, maxDraws, maxTokens, stopIds, value, seed, greedy);
  }

  /**
   * The same with another seed.
   *
   * @param value seed of all random numbers
   * @return changed options
   */
  public GenerationOptions withSeed(long value) {
    return new GenerationOptions(
        temperature, exact, candidates, maxDraws, maxTokens, stopIds, alignment, value, greedy);
  }

  /**
   * The same without chance: always the likeliest token, of equal ones the lowest id. A model over
   * vectors has no likeliest chunk and refuses.
   *
   * @return changed options
   */
  public GenerationOptions withGreedy() {
    return new GenerationOptions(
        temperature, exact, candidates, maxDraws, maxTokens, stopIds, alignment, seed, true);
  }
}
