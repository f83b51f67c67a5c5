package org.calm4j.core.sampling;

/** No chunk was accepted within the allowed number of draws. */
public final class DrawLimitException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** The temperature that was asked for. */
  private final double temperature;

  /** Number of draws that were made. */
  private final int draws;

  /**
   * Says what was tried and what to do.
   *
   * @param temperature the temperature that was asked for
   * @param draws number of draws that were made
   */
  public DrawLimitException(Temperature temperature, int draws) {
    super(
        "no chunk was accepted at temperature %s within %d draws: raise the limit, raise the temperature, or use the batch approximation"
            .formatted(temperature.value(), draws));
    this.temperature = temperature.value();
    this.draws = draws;
  }

  /**
   * The temperature that was asked for.
   *
   * @return T, in (0, 1]
   */
  public double temperature() {
    return temperature;
  }

  /**
   * Number of draws that were made.
   *
   * @return the limit
   */
  public int draws() {
    return draws;
  }
}
