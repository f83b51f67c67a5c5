package org.calm4j.core.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The documents of JSON lines: the field {@code text} of one object per line. */
final class JsonLinesDocuments extends PulledDocuments {
  /** Longest line in chars: bounds memory against a file without line ends. */
  static final int LONGEST = 1 << 27;

  private static final String FIELD = "text";

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST).build())
          // Foreign field names must not fill the table of interned strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final String name;
  private final StrictUtf8Reader reader;
  private final int longest;
  private char[] buffer = new char[1 << 16];

  /** The unread chars of the buffer are [begin, end). */
  private int begin;

  private int end;
  private boolean ended;
  private long line;

  JsonLinesDocuments(String name, StrictUtf8Reader reader) {
    this(name, reader, LONGEST);
  }

  JsonLinesDocuments(String name, StrictUtf8Reader reader, int longest) {
    super(name);
    this.name = name;
    this.reader = reader;
    this.longest = longest;
  }

  @Override
  @Nullable String pull() {
    while (true) {
      int stop = findLineEnd();
      if (stop < 0) {
        return null;
      }
      line++;
      String text = isBlank(begin, stop) ? "" : parse(begin, stop - begin);
      begin = Math.min(stop + 1, end);
      if (!text.isEmpty()) {
        return text;
      }
    }
  }

  /** Index of the line end of the line at {@code begin}, -1 if there is no line left. */
  private int findLineEnd() {
    int scanned = begin;
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          return scanned;
        }
      }
      if (ended) {
        return begin < end ? end : -1;
      }
      if (end - begin > longest) {
        throw refused(line + 1, "is longer than " + longest + " characters: split the document");
      }
      scanned -= begin;
      makeRoom();
      int count = reader.read(buffer, end, buffer.length - end);
      ended = count < 0;
      end += Math.max(count, 0);
    }
  }

  private void makeRoom() {
    System.arraycopy(buffer, begin, buffer, 0, end - begin);
    end -= begin;
    begin = 0;
    if (buffer.length - end < buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  private String parse(int from, int length) {
    try (JsonParser parser = json.createParser(buffer, from, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw refused(
            line, "is no JSON object: every line must be one, such as {\"text\": \"...\"}");
      }
      String text = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(FIELD);
        JsonToken value = parser.nextToken();
        if (!wanted) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_STRING) {
          throw refused(line, "has a field \"text\" that is no string");
        } else if (text != null) {
          throw refused(line, "has the field \"text\" twice");
        } else {
          text = parser.getText();
        }
      }
      if (parser.nextToken() != null) {
        throw refused(line, "holds more than one JSON value: put each on a line of its own");
      }
      if (text == null) {
        throw refused(line, "has no field \"text\": it must hold the document");
      }
      return text;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().replaceAll("\\s+", " ");
      throw refused(line, "is not valid JSON: " + reason);
    } catch (IOException e) {
      throw refused(line, "can't be parsed: " + e.getMessage());
    }
  }

  private UncheckedIOException refused(long number, String what) {
    return TextErrors.refused("line " + number + " of " + name + " " + what);
  }

  @Override
  public void close() {
    reader.close();
  }
}
