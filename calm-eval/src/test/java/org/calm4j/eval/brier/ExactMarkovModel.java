package org.calm4j.eval.brier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.rollout.ExactRollouts;
import org.calm4j.core.rollout.RolloutModel;

/** A chain as a model over tokens with known probabilities. */
record ExactMarkovModel(MarkovChain chain) implements RolloutModel {

  @Override
  public int chunkSize() {
    return 1;
  }

  @Override
  public int contextTokens() {
    return 1 << 20;
  }

  @Override
  public int vocabularySize() {
    return chain.vocabulary();
  }

  @Override
  public int padId() {
    return 0;
  }

  @Override
  public ExactRollouts open(int[] text, long seed) {
    return new Opened(chain, text, seed);
  }

  private static final class Opened implements ExactRollouts {
    private final MarkovChain chain;
    private final List<Integer> states = new ArrayList<>();
    private final int places;
    private final RandomGenerator random;

    Opened(MarkovChain chain, int[] text, long seed) {
      this.chain = chain;
      this.places = text.length;
      this.random = new RandomStreams(seed).stream("exact");
      Arrays.stream(text).forEach(states::add);
    }

    @Override
    public int places() {
      return places;
    }

    @Override
    public int[] draw(int[] branches, int samples) {
      int[] ids = new int[branches.length * samples];
      Arrays.setAll(ids, i -> chain.draw(states.get(branches[i / samples]), random));
      return ids;
    }

    @Override
    public int[] extend(int[] branches, int[] chunks) {
      int[] longer = new int[branches.length];
      for (int i = 0; i < longer.length; i++) {
        states.get(branches[i]);
        states.add(chunks[i]);
        longer[i] = states.size() - 1;
      }
      return longer;
    }

    @Override
    public double[] probabilities(int[] branches, int[] tokens) {
      double[] result = new double[branches.length];
      Arrays.setAll(result, i -> chain.next()[states.get(branches[i])][tokens[i]]);
      return result;
    }

    @Override
    public double[] collisions(int[] branches) {
      return Arrays.stream(branches)
          .mapToDouble(
              branch -> Arrays.stream(chain.next()[states.get(branch)]).map(p -> p * p).sum())
          .toArray();
    }

    @Override
    public void close() {}
  }
}
