package org.calm4j.lm.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.lm.CalmConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Continues texts chunk by chunk with a key/value cache. Thread-safe: every call has its own cache.
 */
public final class Generator implements AutoCloseable {
  private final CalmConfig config;
  private final ChunkCodec codec;
  private final Tokenizer tokenizer;
  private final NoiseBlocks noise;
  private final Sessions sessions;

  /**
   * A generator over weights.
   *
   * @param config the architecture
   * @param weights arrays by parameter name; stay the caller's
   * @param codec the autoencoder; stays the caller's
   * @param tokenizer whose ids the model knows
   * @param engine what it runs on; stays the caller's
   */
  public Generator(
      CalmConfig config,
      Map<String, INDArray> weights,
      ChunkCodec codec,
      Tokenizer tokenizer,
      Engine engine) {
    this.config = config;
    this.codec = codec;
    this.tokenizer = tokenizer;
    this.noise = new NoiseBlocks(engine.kernels().workers());
    this.sessions = new Sessions(config, weights, engine);
  }

  /**
   * Continues texts.
   *
   * @param prompts the beginnings, none of them empty
   * @param options temperature, length, seed and more
   * @param listener hears every chunk, and may cancel
   * @return what follows each prompt, in the same order
   * @throws IllegalArgumentException if there is no prompt, or one is empty or longer than the
   *     context
   * @throws org.calm4j.core.sampling.DrawLimitException if the exact algorithm needs more draws
   *     than the options allow
   */
  public List<Generation> generate(
      List<String> prompts, GenerationOptions options, GenerationListener listener) {
    int[][] ids = new int[prompts.size()][];
    for (int i = 0; i < ids.length; i++) {
      if (prompts.get(i).isEmpty()) {
        throw new IllegalArgumentException("the prompt is empty: give at least one character");
      }
      int[] text = tokenizer.encode(prompts.get(i));
      ids[i] = new int[text.length + 1];
      ids[i][0] = tokenizer.bosId();
      System.arraycopy(text, 0, ids[i], 1, text.length);
    }
    return generate(ids, options, listener);
  }

  /**
   * Continues texts that are ids already.
   *
   * @param prompts ids of each beginning, as a rule with BOS first; none of them empty
   * @param options temperature, length, seed and more
   * @param listener hears every chunk, and may cancel
   * @return what follows each prompt, in the same order
   * @throws IllegalArgumentException as for texts, or if an id lies outside the vocabulary
   * @throws org.calm4j.core.sampling.DrawLimitException as for texts
   */
  public List<Generation> generate(
      int[][] prompts, GenerationOptions options, GenerationListener listener) {
    Draws draws = Draws.of(new RandomStreams(options.seed()), noise);
    int positions = positions(prompts, options);
    Session session = sessions.borrow(prompts.length, positions);
    try {
      return run(
          prompts, options, listener, draws, session.states(), session.head(), StepObserver.NONE);
    } finally {
      sessions.giveBack(session);
    }
  }

  /** Sees what happens inside, for tests. */
  interface StepObserver {
    StepObserver NONE = (step, hidden, chunks) -> {};

    void step(long step, INDArray hidden, int[][] chunks);
  }

  /** Checks prompts; returns the positions that the longest needs. */
  private int positions(int[][] prompts, GenerationOptions options) {
    if (prompts.length == 0) {
      throw new IllegalArgumentException("there is no prompt: give at least one");
    }
    int needed = 0;
    for (int[] prompt : prompts) {
      if (prompt.length == 0) {
        throw new IllegalArgumentException("the prompt is empty: give at least one token");
      }
      for (int id : prompt) {
        if (id < 0 || id >= config.vocabSize()) {
          throw new IllegalArgumentException(
              "the prompt holds the id %d, outside the vocabulary of %d"
                  .formatted(id, config.vocabSize()));
        }
      }
      needed = Math.max(needed, positions(prompt.length, options.maxTokens()));
    }
    return needed;
  }

  /** Positions for a prompt, what follows, and what a rest of a chunk may cost. */
  private int positions(int prompt, int maxTokens) {
    int k = config.patchSize();
    int most = config.backbone().maxPositionEmbeddings();
    long room = (most - 1L) * k;
    if (prompt + (long) maxTokens <= room) {
      return (prompt + maxTokens + k - 1) / k + 1;
    }
    String context = "the context of %d tokens (%d positions of %d)".formatted(room + k, most, k);
    throw new IllegalArgumentException(
        prompt < room
            ? "a prompt of %d tokens and %d to generate do not fit %s: shorten the prompt or generate at most %d"
                .formatted(prompt, maxTokens, context, room - prompt)
            : "a prompt of %d tokens does not fit %s, the last of which is for what follows: shorten it to at most %d"
                .formatted(prompt, context, room - 1));
  }

  List<Generation> run(
      int[][] prompts,
      GenerationOptions options,
      GenerationListener listener,
      Draws draws,
      ContextStates states,
      HeadSampler head,
      StepObserver observer) {
    long begin = System.nanoTime();
    int texts = prompts.length;
    Set<Integer> stopIds =
        options.stopIds().isEmpty() ? Set.of(tokenizer.eosId()) : options.stopIds();
    List<Continuation> all = new ArrayList<>();
    int[][] next = new int[texts][];
    int[][] prefixes = new int[texts][];
    for (int text = 0; text < texts; text++) {
      AlignedPrompt aligned =
          AlignedPrompt.of(
              prompts[text], config.patchSize(), config.padTokenId(), options.alignment());
      next[text] = aligned.ids();
      prefixes[text] = aligned.prefix();
      all.add(new Continuation(tokenizer, stopIds, prompts[text].length, options.maxTokens()));
    }
    ChunkSampling sampling = new ChunkSampling(codec, head, options, draws);
    double promptSeconds = 0;
    for (long step = 0; all.stream().anyMatch(Continuation::active); step++) {
      INDArray hidden = states.append(next);
      promptSeconds = step == 0 ? seconds(begin) : promptSeconds;
      boolean[] active = active(all);
      next = sampling.draw(hidden, active, step, prefixes);
      observer.step(step, hidden, next);
      for (int text = 0; text < texts; text++) {
        if (active[text]) {
          Continuation one = all.get(text);
          double now = seconds(begin);
          int[] ids = one.accept(next[text], prefixes[text].length, now);
          listener.onChunk(new GenerationListener.GeneratedChunk(text, ids, one.newText(), now));
        }
      }
      Arrays.fill(prefixes, new int[0]);
      if (listener.cancelled() || Thread.currentThread().isInterrupted()) {
        all.forEach(Continuation::cancel);
      }
    }
    double seconds = seconds(begin);
    List<Generation> results = new ArrayList<>();
    for (Continuation one : all) {
      results.add(one.result(promptSeconds, seconds));
    }
    return results;
  }

  private static boolean[] active(List<Continuation> all) {
    boolean[] active = new boolean[all.size()];
    for (int i = 0; i < active.length; i++) {
      active[i] = all.get(i).active();
    }
    return active;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) * 1e-9;
  }

  /**
   * The model as a black box.
   *
   * @return valid while this generator is open
   */
  public CalmSampler sampler() {
    return new CalmSampler(sessions, codec, noise, config.backbone().maxPositionEmbeddings());
  }

  /** Frees caches and plans; weights and codec belong to others. */
  @Override
  public void close() {
    sessions.close();
  }
}
