package org.calm4j.autoencoder;

/**
 * What the autoencoder is trained for (paper section 2.2): K * cross-entropy + klWeight * KL, each
 * dimension's KL divergence from the standard normal clamped below, ids and vectors dropped at
 * random.
 *
 * <p>Latent mixing is not in the paper. A language model that cannot decide between two chunks
 * writes vectors between theirs; published, the decoder never saw such a vector, and often makes a
 * third chunk of it. With mixing m every vector becomes (1 - w) z + w z', z' the vector of a random
 * chunk of the batch and w uniform on [0, m), and the decoder still has to give the chunk of z: a
 * vector between two chunks becomes the nearer one.
 *
 * @param tokenDropout chance of an input id to become id 0, in [0, 1) (published: 0.15)
 * @param latentDropout chance of a vector's entry to become 0, in [0, 1) (published: 0.15)
 * @param klWeight weight of the divergence (published: 0.001)
 * @param klClamp lower bound of a dimension's divergence, in nats (published: 0.5)
 * @param latentMixing largest part of another chunk in a vector, in [0, 0.5] (published: none, 0)
 */
public record AutoencoderObjective(
    double tokenDropout,
    double latentDropout,
    double klWeight,
    double klClamp,
    double latentMixing) {

  /**
   * Checks the ranges.
   *
   * @param tokenDropout chance of an input id to become id 0, in [0, 1) (published: 0.15)
   * @param latentDropout chance of a vector's entry to become 0, in [0, 1) (published: 0.15)
   * @param klWeight weight of the divergence (published: 0.001)
   * @param klClamp lower bound of a dimension's divergence, in nats (published: 0.5)
   * @param latentMixing largest part of another chunk in a vector, in [0, 0.5] (published: none)
   * @throws IllegalArgumentException if a dropout is outside [0, 1), the mixing outside [0, 0.5],
   *     or another value below 0
   */
  public AutoencoderObjective {
    chance("token dropout", tokenDropout);
    chance("latent dropout", latentDropout);
    if (!(klWeight >= 0 && klClamp >= 0)) {
      throw new IllegalArgumentException(
          "KL weight and clamp must not be below 0, got %s and %s".formatted(klWeight, klClamp));
    }
    if (!(latentMixing >= 0 && latentMixing <= 0.5)) {
      throw new IllegalArgumentException(
          "latent mixing must be in [0, 0.5], beyond which a vector is another chunk's, got "
              + latentMixing);
    }
  }

  /**
   * The published objective.
   *
   * @return dropouts 0.15, weight 0.001, clamp 0.5, no mixing
   */
  public static AutoencoderObjective published() {
    return new AutoencoderObjective(0.15, 0.15, 0.001, 0.5, 0);
  }

  /**
   * Other dropouts.
   *
   * @param token chance of an input id to become id 0
   * @param latent chance of a vector's entry to become 0
   * @return a changed copy
   */
  public AutoencoderObjective withDropouts(double token, double latent) {
    return new AutoencoderObjective(token, latent, klWeight, klClamp, latentMixing);
  }

  /**
   * Other mixing.
   *
   * @param part largest part of another chunk in a vector
   * @return a changed copy
   */
  public AutoencoderObjective withLatentMixing(double part) {
    return new AutoencoderObjective(tokenDropout, latentDropout, klWeight, klClamp, part);
  }

  private static void chance(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
