package org.calm4j.examples.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.calm4j.core.engine.PlanReport;

/**
 * What was measured of one case, over all rounds.
 *
 * @param name the case
 * @param rounds times of this library, one per round
 * @param peer times of the peer, one per round; empty without a peer
 * @param tokens tokens of a run, 0 if it has none
 * @param flops floating-point operations of the matrix products of a run, NaN if not known
 * @param gemmFlopsPerSecond rate of a matrix product on this machine
 * @param peakMib largest memory of the process while it ran, in MiB; NaN if not known
 * @param peerPeakMib largest memory of the peer's processes, in MiB; NaN if not known
 * @param reports where the time goes, one table per plan
 */
public record BenchResult(
    String name,
    List<Measurement> rounds,
    List<Measurement> peer,
    long tokens,
    double flops,
    double gemmFlopsPerSecond,
    double peakMib,
    double peerPeakMib,
    List<PlanReport> reports) {

  /** The same with one more time of the peer, and the memory it took. */
  BenchResult withPeer(Measurement times, double memory) {
    List<Measurement> all = new ArrayList<>(peer);
    all.add(times);
    double most = Double.isNaN(peerPeakMib) ? memory : Math.max(peerPeakMib, memory);
    return new BenchResult(
        name, rounds, all, tokens, flops, gemmFlopsPerSecond, peakMib, most, reports);
  }

  /**
   * The middle of the rounds' medians.
   *
   * @return milliseconds
   */
  public double medianMs() {
    return median(rounds);
  }

  /**
   * The least of all runs.
   *
   * @return milliseconds
   */
  public double minMs() {
    return rounds.stream().mapToDouble(Measurement::minMs).min().orElse(Double.NaN);
  }

  /**
   * Speed of a median run.
   *
   * @return tokens per second, NaN if a run has no tokens
   */
  public double tokensPerSecond() {
    return tokens == 0 ? Double.NaN : 1000 * tokens / medianMs();
  }

  /**
   * Speed of the matrix products in a median run, all else included in the time.
   *
   * @return floating-point operations per second
   */
  public double flopsPerSecond() {
    return 1000 * flops / medianMs();
  }

  /**
   * That speed compared with a matrix product alone.
   *
   * @return in percent
   */
  public double percentOfGemm() {
    return 100 * flopsPerSecond() / gemmFlopsPerSecond;
  }

  /**
   * The peer's time.
   *
   * @return milliseconds, NaN without a peer
   */
  public double peerMedianMs() {
    return median(peer);
  }

  /**
   * How many times as long the peer takes.
   *
   * @return the middle of {@link #ratios}, NaN without a peer
   */
  public double ratio() {
    List<Double> all = ratios();
    return all.isEmpty()
        ? Double.NaN
        : Measurement.of(all.stream().mapToDouble(Double::doubleValue).toArray()).medianMs();
  }

  /**
   * How many times as long the peer takes, by rounds, ascending.
   *
   * @return the peer's median divided by this library's; empty without a peer
   */
  public List<Double> ratios() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < peer.size(); i++) {
      ratios.add(peer.get(i).medianMs() / rounds.get(i).medianMs());
    }
    ratios.sort(Comparator.naturalOrder());
    return ratios;
  }

  private static double median(List<Measurement> times) {
    return times.isEmpty()
        ? Double.NaN
        : Measurement.of(times.stream().mapToDouble(Measurement::medianMs).toArray()).medianMs();
  }
}
