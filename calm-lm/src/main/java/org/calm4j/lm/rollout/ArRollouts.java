package org.calm4j.lm.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.rollout.ExactRollouts;

/** A text and what a token-level model makes of it. Used by one thread. */
public final class ArRollouts extends OpenedText<ArRolloutModel.Session> implements ExactRollouts {
  private final Opening<ArRolloutModel.Session> model;
  private final RandomStreams streams;
  private long calls;

  ArRollouts(Opening<ArRolloutModel.Session> model, ArRolloutModel.Session session, long seed) {
    super(model, session);
    this.model = model;
    this.streams = new RandomStreams(seed);
  }

  @Override
  public int[] draw(int[] branches, int samples) {
    requireSamples(samples);
    ArRolloutModel.Session session = session(branches);
    RandomGenerator random = streams.stream("rollout/tokens", calls++);
    double[] uniforms = random.doubles((long) branches.length * samples).toArray();
    return session.next().draw(branches, samples, uniforms);
  }

  @Override
  public double[] probabilities(int[] branches, int[] tokens) {
    if (tokens.length != branches.length) {
      throw new IllegalArgumentException(
          "every branch needs a token, got %d tokens for %d branches"
              .formatted(tokens.length, branches.length));
    }
    model.requireIds(tokens);
    return session(branches).next().probabilities(branches, tokens);
  }

  @Override
  public double[] collisions(int[] branches) {
    return session(branches).next().collisions(branches);
  }

  /**
   * Where the time goes: the plans used last, of the text, of its branches if there were any, and
   * of draws.
   *
   * @return a table per plan
   * @throws IllegalStateException if nothing was drawn yet
   */
  public List<PlanReport> reports() {
    List<PlanReport> reports = new ArrayList<>(session().states().reports());
    reports.addAll(session().next().reports());
    return reports;
  }
}
