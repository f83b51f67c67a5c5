package org.calm4j.lm.generate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.sampling.AgreeingSets;
import org.calm4j.core.sampling.CandidateElimination;
import org.calm4j.core.sampling.DrawLimitException;
import org.calm4j.core.sampling.ExactTemperature;
import org.calm4j.core.sampling.Temperature;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws the next chunk of each text at a temperature (paper section 5): a single sample at 1, a
 * batch of candidates at 1/n, the exact algorithm at any other. A chunk may have to begin with
 * given tokens. Used by one thread.
 */
final class ChunkSampling implements StepSampling {
  /** Samples that the exact algorithm draws at once. */
  private static final int EXACT_BLOCK = 32;

  /** Trying a few candidates costs about a quarter of all: it should be enough more often. */
  private static final double LEAST_HOPE = 0.3;

  /** About so many of the last chunks count for {@link #hopes}. */
  private static final double MEMORY = 4;

  private final ChunkCodec codec;
  private final HeadSampler head;
  private final GenerationOptions options;
  private final Temperature temperature;
  private final Draws draws;

  /** Of every text: how often a few candidates were, or would have been, enough lately. */
  private double[] hopes = {};

  ChunkSampling(ChunkCodec codec, HeadSampler head, GenerationOptions options, Draws draws) {
    this.codec = codec;
    this.head = head;
    this.options = options;
    this.temperature = new Temperature(options.temperature());
    this.draws = draws;
  }

  @Override
  public int[][] draw(INDArray hidden, boolean[] active, long step, int[][] prefixes) {
    if (hopes.length < active.length) {
      hopes = new double[active.length];
      Arrays.fill(hopes, 1);
    }
    int[][] chunks = new int[active.length][0];
    // All that one sample is enough for at once; who is beside a text does not change its chunk.
    boolean[] single = new boolean[active.length];
    boolean any = false;
    for (int text = 0; text < active.length; text++) {
      single[text] = active[text] && temperature.value() == 1 && prefixes[text].length == 0;
      any |= single[text];
    }
    int[] ids = any ? singles(hidden, step) : new int[0];
    int k = codec.chunkSize();
    for (int text = 0; text < active.length; text++) {
      if (single[text]) {
        chunks[text] = Arrays.copyOfRange(ids, text * k, (text + 1) * k);
      } else if (active[text]) {
        chunks[text] = drawOne(row(hidden, text), text, step, prefixes[text]);
      }
    }
    return chunks;
  }

  /** One sample of each text, {@code [texts, K]}. */
  private int[] singles(INDArray hidden, long step) {
    try (ChunkVectors vectors =
        head.draw(hidden, 1, (noise, text, draw) -> draws.noise(noise, text, step, 0, draw))) {
      return codec.decode(vectors).ids();
    }
  }

  private static INDArray row(INDArray hidden, int text) {
    long width = hidden.size(1);
    return Nd4j.create(
        hidden.data(),
        new long[] {1, width},
        new long[] {width, 1},
        hidden.offset() + text * width,
        'c');
  }

  private int[] drawOne(INDArray hidden, int text, long step, int... prefix) {
    if (options.exact() && temperature.value() < 1) {
      return exact(hidden, text, step, prefix);
    }
    int draw = temperature.requireReciprocal();
    RandomGenerator sets =
        prefix.length > 0 || hopes[text] < LEAST_HOPE ? null : draws.sets(text, step);
    if (sets != null) {
      return bySets(hidden, draw, sets, text, step);
    }
    try (ChunkVectors vectors = vectors(hidden, options.candidates(), text, step, 0);
        PositionDecoder decoder = codec.positions(vectors)) {
      if (prefix.length == 0) {
        return choose(decoder, draw, text, step);
      }
      PrefixMatch match = PrefixMatch.of(decoder, prefix);
      if (match.matching().isEmpty() || draw == 1) {
        return forced(decoder, match.closest(), prefix);
      }
      return choose(new ChosenPositions(decoder, match.indices()), draw, text, step);
    }
  }

  /** A few candidates decide where they agree. */
  private int[] bySets(INDArray hidden, int draw, RandomGenerator sets, int text, long step) {
    try (LazyCandidates candidates =
        new LazyCandidates(
            codec,
            options.candidates(),
            AgreeingSets.firstCandidates(draw),
            (block, count) -> vectors(hidden, count, text, step, block))) {
      return chosen(AgreeingSets.choose(candidates, draw, sets), draw, text);
    }
  }

  private int[] choose(PositionDecoder decoder, int draw, int text, long step) {
    return chosen(CandidateElimination.choose(decoder, draw, draws.choice(text, step)), draw, text);
  }

  private int[] chosen(CandidateElimination.Choice choice, int draw, int text) {
    hopes[text] += (AgreeingSets.success(draw, choice.agreement()) - hopes[text]) / MEMORY;
    return choice.chunk();
  }

  /** The prefix, and behind it what a candidate has there. */
  private static int[] forced(PositionDecoder decoder, int candidate, int... prefix) {
    int[] chunk = Arrays.copyOf(prefix, decoder.chunkSize());
    for (int position = prefix.length; position < chunk.length; position++) {
      chunk[position] = decoder.decode(position, candidate)[0];
    }
    return chunk;
  }

  private int[] exact(INDArray hidden, int text, long step, int... prefix) {
    if (prefix.length > 0) {
      // Candidates of their own tell whether waiting for the prefix can end.
      try (ChunkVectors vectors = vectors(hidden, options.candidates(), text, step, -1);
          PositionDecoder decoder = codec.positions(vectors)) {
        PrefixMatch match = PrefixMatch.of(decoder, prefix);
        if (match.matching().isEmpty()) {
          return forced(decoder, match.closest(), prefix);
        }
      }
    }
    return new ExactTemperature(temperature, options.maxDraws())
        .sample(source(hidden, text, step, prefix), draws.decisions(text, step))
        .chunk();
  }

  /** Samples one after the other, drawn in blocks; only those that begin with the prefix. */
  private Supplier<int[]> source(INDArray hidden, int text, long step, int... prefix) {
    int k = codec.chunkSize();
    return new Supplier<>() {
      private final Deque<int[]> ready = new ArrayDeque<>();
      private int blocks;

      @Override
      public int[] get() {
        while (ready.isEmpty()) {
          if ((long) blocks * EXACT_BLOCK >= options.maxDraws()) {
            throw new DrawLimitException(temperature, options.maxDraws());
          }
          try (ChunkVectors vectors = vectors(hidden, EXACT_BLOCK, text, step, blocks++)) {
            int[] ids = codec.decode(vectors).ids();
            for (int i = 0; i < EXACT_BLOCK; i++) {
              int[] chunk = Arrays.copyOfRange(ids, i * k, (i + 1) * k);
              if (Arrays.equals(prefix, 0, prefix.length, chunk, 0, prefix.length)) {
                ready.add(chunk);
              }
            }
          }
        }
        return ready.remove();
      }
    };
  }

  private ChunkVectors vectors(INDArray hidden, int samples, int text, long step, long block) {
    return head.draw(
        hidden, samples, (noise, position, draw) -> draws.noise(noise, text, step, block, draw));
  }
}
