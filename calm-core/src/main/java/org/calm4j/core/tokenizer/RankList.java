package org.calm4j.core.tokenizer;

import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads tiktoken's text format: a line for every token, its bytes in base64, a blank, its rank; the
 * ranks count up from 0. The first n lines of a list are a complete vocabulary of their own, since
 * a merge only ever makes a token from two of lower ranks.
 */
final class RankList {
  private static final String BUNDLED = "/com/knuddels/jtokkit/%s_base.tiktoken";
  private static final int QUOTED = 40;

  private RankList() {}

  /**
   * Reads a list that JTokkit ships.
   *
   * @param name {@code r50k} or {@code cl100k}
   * @param limit how many tokens at most
   * @return the tokens in rank order
   */
  static List<byte[]> bundled(String name, int limit) {
    String resource = BUNDLED.formatted(name);
    try (InputStream stream = GptBytePairEncodingParams.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "the rank list " + name + " is missing: JTokkit's jar on the class path lacks it");
      }
      return read(resource, stream, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the rank list " + name + " in JTokkit's jar: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a list.
   *
   * @param source what messages call it
   * @param stream its bytes
   * @param limit how many tokens at most
   * @return the tokens in rank order
   * @throws IllegalArgumentException if a line is damaged, or there is none
   * @throws IOException if the stream fails
   */
  static List<byte[]> read(String source, InputStream stream, int limit) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.ISO_8859_1));
    List<byte[]> ranks = new ArrayList<>();
    int number = 0;
    while (ranks.size() < limit) {
      String line = lines.readLine();
      if (line == null) {
        break;
      }
      number++;
      if (!line.isEmpty()) {
        ranks.add(token(source, number, line, ranks.size()));
      }
    }
    if (ranks.isEmpty()) {
      throw new IllegalArgumentException(
          source + " is empty: a list of tokens and ranks is needed");
    }
    return ranks;
  }

  private static byte[] token(String source, int number, String line, int rank) {
    int blank = line.indexOf(' ');
    byte[] token = blank > 0 ? base64(line.substring(0, blank)) : new byte[0];
    if (token.length == 0) {
      throw new IllegalArgumentException(
          "%s, line %d: a token in base64, a blank and a rank are needed, found '%s'; only tiktoken's text format can be read"
              .formatted(source, number, quote(line)));
    }
    String found = line.substring(blank + 1);
    if (!found.equals(Integer.toString(rank))) {
      throw new IllegalArgumentException(
          "%s, line %d: rank %d must follow here, found '%s'; the file is damaged or truncated"
              .formatted(source, number, rank, quote(found)));
    }
    return token;
  }

  /** The bytes; none if the text is not base64. */
  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String quote(String text) {
    String start = text.length() > QUOTED ? text.substring(0, QUOTED) + "..." : text;
    return start.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
