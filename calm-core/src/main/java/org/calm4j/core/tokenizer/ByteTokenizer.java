package org.calm4j.core.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bytes of UTF-8 as ids 0 to 255, then bos 256, eos 257 and pad 258: a vocabulary of 259 ids
 * that needs no file.
 *
 * <pre>{@code new ByteTokenizer().encode("Hi")  // [72, 105]}</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ByteTokenizer implements ByteLevelTokenizer {
  static final String SPEC = "bytes";
  static final int BYTES = 256;
  static final SpecialTokens SPECIAL = SpecialTokens.three(BYTES);

  private final String identity = Identity.of(SPEC, "", List.of(), SPECIAL);

  /** Makes the tokenizer; all are equal. */
  public ByteTokenizer() {}

  @Override
  public int[] encode(String text) {
    byte[] bytes = CleanText.of(text).text().getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return ids;
  }

  @Override
  public byte[] bytesOf(int id) {
    if (id < 0 || id >= vocabularySize()) {
      throw new IllegalArgumentException(
          "id must be in [0, " + vocabularySize() + ") for the tokenizer bytes, got " + id);
    }
    return id < BYTES ? new byte[] {(byte) id} : new byte[0];
  }

  @Override
  public int vocabularySize() {
    return SPECIAL.vocabularySize();
  }

  @Override
  public int bosId() {
    return SPECIAL.bos();
  }

  @Override
  public int eosId() {
    return SPECIAL.eos();
  }

  @Override
  public int padId() {
    return SPECIAL.pad();
  }

  @Override
  public String spec() {
    return SPEC;
  }

  @Override
  public String identity() {
    return identity;
  }

  /** The 256 bytes. */
  static List<byte[]> tokens() {
    return IntStream.range(0, BYTES).mapToObj(b -> new byte[] {(byte) b}).toList();
  }

  /** Whether these tokens and special ids are those of this class. */
  static boolean isOne(List<byte[]> tokens, SpecialTokens special) {
    return special.equals(SPECIAL)
        && IntStream.range(0, BYTES)
            .allMatch(b -> tokens.get(b).length == 1 && tokens.get(b)[0] == (byte) b);
  }

  /** For its file. */
  SpecialTokens special() {
    return SPECIAL;
  }

  @Override
  public String toString() {
    return "ByteTokenizer[" + vocabularySize() + " ids]";
  }
}
