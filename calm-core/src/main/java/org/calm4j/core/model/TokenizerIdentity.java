package org.calm4j.core.model;

import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Which tokenizer a model's ids come from.
 *
 * @param spec its short name for people, {@link Tokenizer#spec()}
 * @param identity the hash that decides, {@link Tokenizer#identity()}
 */
public record TokenizerIdentity(String spec, String identity) {

  /**
   * The identity of a tokenizer.
   *
   * @param tokenizer the tokenizer
   * @return its spec and identity
   */
  public static TokenizerIdentity of(Tokenizer tokenizer) {
    return new TokenizerIdentity(tokenizer.spec(), tokenizer.identity());
  }

  @Override
  public String toString() {
    return spec + " (" + identity.substring(0, Math.min(12, identity.length())) + ")";
  }
}
