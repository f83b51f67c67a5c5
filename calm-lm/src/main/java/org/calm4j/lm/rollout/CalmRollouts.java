package org.calm4j.lm.rollout;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.engine.PlanReport;

/** A text and what a CALM makes of it. Used by one thread. */
public final class CalmRollouts extends OpenedText<CalmRolloutModel.Session> {
  private final HeadNoise noise;
  private long calls;

  CalmRollouts(
      Opening<CalmRolloutModel.Session> model, CalmRolloutModel.Session session, HeadNoise noise) {
    super(model, session);
    this.noise = noise;
  }

  @Override
  public int[] draw(int[] branches, int samples) {
    requireSamples(samples);
    CalmRolloutModel.Session session = session(branches);
    return session.draws().draw(session.states(), branches, samples, noise, () -> calls++);
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
    reports.addAll(session().draws().reports());
    return reports;
  }
}
