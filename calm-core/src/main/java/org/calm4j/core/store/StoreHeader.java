package org.calm4j.core.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * The head of a store file, everything little-endian:
 *
 * <pre>
 *  0  8 bytes  magic "CALMTOKS"        32  int   padding id
 *  8  int      version, 1              36  int   CRC32C of all bytes after the head
 * 12  int      length of the head      40  long  number of ids
 * 16  int      bits per id, 16 or 32   48  long  number of documents
 * 20  int      vocabulary size         56  long  characters, then bytes, then lone surrogates
 * 24  int      BOS id                  80  long  offset of the ids
 * 28  int      EOS id                  88  long  offset of the document starts
 * 96  long     length of the file     104  32 bytes  SHA-256 of all bytes after the head
 * 136 tokenizer identity, tokenizer spec, int number of sources, their names;
 *     each an int length and UTF-8; then zeros, and in the last 4 bytes the CRC32C of the head
 * </pre>
 *
 * <p>The ids follow at a multiple of 64 bytes, unsigned 16 bits or 32 bits each, then, at a
 * multiple of 8, the index of each document's first id and at last the number of ids, 64 bits each.
 */
record StoreHeader(
    TokenizerTag tokenizer,
    List<String> sources,
    TokenStoreSummary summary,
    int bodyChecksum,
    String contentHash) {

  static final int VERSION = 1;

  /** Where version and length of the head end: what must be read before anything else. */
  static final int PREFIX = 16;

  private static final byte[] MAGIC = "CALMTOKS".getBytes(StandardCharsets.US_ASCII);
  private static final int ALIGNMENT = 64;
  private static final int FIXED = 136;

  /** The shortest head there can be. */
  static final int SHORTEST = FIXED + 4 * Integer.BYTES;

  private static final int HASH_BYTES = 32;
  private static final String NO_HASH = "00".repeat(HASH_BYTES);
  private static final int LARGEST_16_BIT_VOCABULARY = 1 << 16;

  /** What a store remembers of its tokenizer. */
  record TokenizerTag(
      String identity, String spec, int vocabularySize, int bosId, int eosId, int padId) {

    static TokenizerTag of(Tokenizer tokenizer) {
      return new TokenizerTag(
          tokenizer.identity(),
          tokenizer.spec(),
          tokenizer.vocabularySize(),
          tokenizer.bosId(),
          tokenizer.eosId(),
          tokenizer.padId());
    }

    int bytesPerId() {
      return vocabularySize <= LARGEST_16_BIT_VOCABULARY ? Short.BYTES : Integer.BYTES;
    }
  }

  /** The head of a store that is still to be filled; it has its final length already. */
  static StoreHeader unfilled(TokenizerTag tokenizer, List<String> sources) {
    return new StoreHeader(tokenizer, sources, TokenStoreSummary.NOTHING, 0, NO_HASH);
  }

  StoreHeader filled(TokenStoreSummary total, int checksum, String hash) {
    return new StoreHeader(tokenizer, sources, total, checksum, hash);
  }

  int length() {
    int strings = 3 * Integer.BYTES + utf8(tokenizer.identity).length + utf8(tokenizer.spec).length;
    for (String source : sources) {
      strings += Integer.BYTES + utf8(source).length;
    }
    return (int) roundUp(FIXED + strings + Integer.BYTES, ALIGNMENT);
  }

  long tokensOffset() {
    return length();
  }

  long documentsOffset() {
    return roundUp(tokensOffset() + summary.tokens() * tokenizer.bytesPerId(), Long.BYTES);
  }

  long fileLength() {
    return documentsOffset() + (summary.documents() + 1) * Long.BYTES;
  }

  static long roundUp(long value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  ByteBuffer toBytes() {
    ByteBuffer out = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(length());
    out.putInt(Byte.SIZE * tokenizer.bytesPerId()).putInt(tokenizer.vocabularySize);
    out.putInt(tokenizer.bosId).putInt(tokenizer.eosId).putInt(tokenizer.padId);
    out.putInt(bodyChecksum).putLong(summary.tokens()).putLong(summary.documents());
    out.putLong(summary.characters()).putLong(summary.bytes());
    out.putLong(summary.replacedSurrogates());
    out.putLong(tokensOffset()).putLong(documentsOffset()).putLong(fileLength());
    out.put(HexFormat.of().parseHex(contentHash));
    put(out, tokenizer.identity);
    put(out, tokenizer.spec);
    out.putInt(sources.size());
    sources.forEach(source -> put(out, source));
    out.position(out.capacity() - Integer.BYTES);
    out.putInt(checksum(out));
    return out.flip();
  }

  /** Whether bytes begin like a store. */
  static boolean hasMagic(ByteBuffer prefix) {
    return prefix.remaining() >= MAGIC.length
        && prefix.slice(prefix.position(), MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
  }

  /**
   * Reads a head.
   *
   * @param in all of it, as many bytes as it says
   * @throws IllegalArgumentException if it is damaged
   */
  static StoreHeader parse(ByteBuffer in) {
    if (in.getInt(in.capacity() - Integer.BYTES) != checksum(in)) {
      throw new IllegalArgumentException("the checksum of the head differs");
    }
    try {
      in.position(PREFIX);
      int bits = in.getInt();
      int vocabularySize = in.getInt();
      int[] special = {in.getInt(), in.getInt(), in.getInt()};
      int bodyChecksum = in.getInt();
      long tokens = in.getLong();
      long documents = in.getLong();
      TokenStoreSummary summary =
          new TokenStoreSummary(documents, tokens, in.getLong(), in.getLong(), in.getLong());
      long[] offsets = {in.getLong(), in.getLong(), in.getLong()};
      byte[] hash = new byte[HASH_BYTES];
      in.get(hash);
      TokenizerTag tokenizer =
          new TokenizerTag(get(in), get(in), vocabularySize, special[0], special[1], special[2]);
      List<String> sources = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        sources.add(get(in));
      }
      StoreHeader header =
          new StoreHeader(
              tokenizer,
              List.copyOf(sources),
              summary,
              bodyChecksum,
              HexFormat.of().formatHex(hash));
      if (bits != Byte.SIZE * tokenizer.bytesPerId()
          || offsets[0] != header.tokensOffset()
          || offsets[1] != header.documentsOffset()
          || offsets[2] != header.fileLength()) {
        throw new IllegalArgumentException("the places in the head don't agree with its counts");
      }
      return header;
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("the head ends too early", e);
    }
  }

  private static int checksum(ByteBuffer head) {
    CRC32C crc = new CRC32C();
    crc.update(head.slice(0, head.capacity() - Integer.BYTES));
    return (int) crc.getValue();
  }

  private static void put(ByteBuffer out, String text) {
    byte[] bytes = utf8(text);
    out.putInt(bytes.length).put(bytes);
  }

  private static String get(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
