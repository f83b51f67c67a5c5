package org.calm4j.autoencoder;

/**
 * What the autoencoder is trained for (paper section 2.2): K * cross-entropy + klWeight * KL, each
 * dimension's KL divergence from the standard normal clamped below, ids and vectors dropped at
 * random.
 *
 * @param tokenDropout chance of an input id to become id 0, in [0, 1) (published: 0.15)
 * @param latentDropout chance of a vector's entry to become 0, in [0, 1) (published: 0.15)
 * @param klWeight weight of the divergence (published: 0.001)
 * @param klClamp lower bound of a dimension's divergence, in nats (published: 0.5)
 */
public record AutoencoderObjective(
    double tokenDropout, double latentDropout, double klWeight, double klClamp) {

  /**
   * Checks the ranges.
   *
   * @param tokenDropout chance of an input id to become id 0, in [0, 1) (published: 0.15)
   * @param latentDropout chance of a vector's entry to become 0, in [0, 1) (published: 0.15)
   * @param klWeight weight of the divergence (published: 0.001)
   * @param klClamp lower bound of a dimension's divergence, in nats (published: 0.5)
   * @throws IllegalArgumentException if a dropout is outside [0, 1) or another value below 0
   */
  public AutoencoderObjective {
    chance("token dropout", tokenDropout);
    chance("latent dropout", latentDropout);
    if (!(klWeight >= 0 && klClamp >= 0)) {
      throw new IllegalArgumentException(
          "KL weight and clamp must not be below 0, got %s and %s".formatted(klWeight, klClamp));
    }
  }

  /**
   * The published objective.
   *
   * @return dropouts 0.15, weight 0.001, clamp 0.5
   */
  public static AutoencoderObjective published() {
    return new AutoencoderObjective(0.15, 0.15, 0.001, 0.5);
  }

  private static void chance(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
