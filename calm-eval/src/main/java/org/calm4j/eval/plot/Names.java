package org.calm4j.eval.plot;

/** How plots spell the names of a metrics file, with units where they are known. */
final class Names {
  private Names() {}

  /** For titles and legends. */
  static String title(String name) {
    return switch (name) {
      case "kl" -> "KL divergence";
      case "tokens_per_s" -> "training speed";
      default -> name.replace('_', ' ');
    };
  }

  /** For an axis. */
  static String axis(String name) {
    return switch (name) {
      case "kl" -> "nats per chunk";
      case "cross_entropy" -> "nats per token";
      case "tokens_per_s" -> "tokens/s";
      default -> title(name);
    };
  }
}
