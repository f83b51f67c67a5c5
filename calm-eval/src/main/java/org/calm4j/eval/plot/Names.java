package org.calm4j.eval.plot;

/** How plots spell the names of a metrics file, with units where they are known. */
final class Names {
  private Names() {}

  /** For titles. */
  static String title(String name) {
    return switch (name) {
      case "brier_lm" -> "BrierLM";
      case "cross_entropy" -> "cross-entropy";
      case "kl" -> "KL divergence";
      case "tokens_per_s" -> "training speed";
      default -> name.replace('_', ' ');
    };
  }

  /** For a legend: the unit follows, if the name has one. */
  static String legend(String name) {
    return axis(name).equals(title(name)) ? title(name) : title(name) + " (" + axis(name) + ")";
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
