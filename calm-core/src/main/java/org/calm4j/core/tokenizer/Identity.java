package org.calm4j.core.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 over everything that decides about ids. Every part goes in behind its length, so that no
 * two different tokenizers feed the same bytes.
 */
final class Identity {
  private final MessageDigest digest;

  private Identity(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java runtime lacks SHA-256, which every one must have", e);
    }
    add("calm-tokenizer");
    add(kind);
  }

  /**
   * Hashes a tokenizer.
   *
   * @param kind {@code bytes} or {@code bpe}
   * @param pattern the split pattern, empty if there is none
   * @param ranks the tokens in rank order, empty for bytes
   * @param special the special ids
   * @return 64 lower-case hexadecimal digits
   */
  static String of(String kind, String pattern, List<byte[]> ranks, SpecialTokens special) {
    Identity identity = new Identity(kind);
    identity.add(pattern);
    identity.add(ranks.size());
    ranks.forEach(identity::add);
    identity.add(special.first());
    identity.add(special.names().size());
    special.names().forEach(identity::add);
    identity.add(special.bos());
    identity.add(special.eos());
    identity.add(special.pad());
    return HexFormat.of().formatHex(identity.digest.digest());
  }

  /**
   * Hashes a tokenizer whose ids are not its ranks.
   *
   * @param ranked encodes to ranks
   * @param ids id of each rank
   * @param special names of the special ids, in rising order
   * @param bos id of the begin of a document
   * @param eos id of the end of a document
   * @return 64 lower-case hexadecimal digits
   */
  static String mapped(
      BpeTokenizer ranked, int[] ids, Map<Integer, String> special, int bos, int eos) {
    Identity identity = new Identity(MappedTokenizer.KIND);
    identity.add(ranked.identity());
    identity.add(ids.length);
    for (int id : ids) {
      identity.add(id);
    }
    identity.add(special.size());
    special.forEach(
        (id, name) -> {
          identity.add(id);
          identity.add(name);
        });
    identity.add(bos);
    identity.add(eos);
    return HexFormat.of().formatHex(identity.digest.digest());
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }
}
