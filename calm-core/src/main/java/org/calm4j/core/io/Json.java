package org.calm4j.core.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * JSON as this library writes it: record components in snake_case and in their order, two blanks of
 * indentation. NaN and the infinities become the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}, and are read back from them.
 *
 * <p>Reading is strict: a missing, unknown or doubled field, a wrong type, and text after the end
 * are errors.
 */
public final class Json {
  private static final ObjectMapper MAPPER = newMapper();

  private Json() {}

  /**
   * The mapper; do not configure it further.
   *
   * @return a thread-safe mapper that writes indented JSON
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a file.
   *
   * @param file the file, UTF-8
   * @param type what it holds, for example a record or {@code JsonNode}
   * @param <T> what it holds
   * @return the value
   * @throws IllegalArgumentException if the content does not fit; the message names file and field
   * @throws UncheckedIOException if the file cannot be read; the message names it
   */
  public static <T> T read(Path file, Class<T> type) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    return parse(file.toString(), bytes, type);
  }

  /**
   * Reads JSON from text.
   *
   * @param source what error messages call it, for example a file and a line
   * @param text the JSON
   * @param type what it holds
   * @param <T> what it holds
   * @return the value
   * @throws IllegalArgumentException if the content does not fit; the message names source and
   *     field
   */
  public static <T> T parse(String source, String text, Class<T> type) {
    return parse(source, text.getBytes(StandardCharsets.UTF_8), type);
  }

  /**
   * Reads JSON from bytes.
   *
   * @param source what error messages call it, for example a file
   * @param bytes the JSON, UTF-8
   * @param type what it holds
   * @param <T> what it holds
   * @return the value
   * @throws IllegalArgumentException if the content does not fit; the message names source and
   *     field
   */
  public static <T> T parse(String source, byte[] bytes, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(bytes, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(sentence(source, e), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source + ": " + e.getMessage(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException(source + " holds null where JSON content is needed");
    }
    return value;
  }

  /**
   * Writes a file, indented, with a line end after the last line; the old one stays on failure.
   *
   * @param file the file, replaced if it exists
   * @param value what to write, for example a record, a map or a {@code JsonNode}
   * @throws IllegalArgumentException if the value cannot be written as JSON
   * @throws UncheckedIOException if the file cannot be written; the message names it
   */
  public static void write(Path file, Object value) {
    AtomicFiles.writeString(file, text(value) + "\n");
  }

  /**
   * Indented JSON.
   *
   * @param value what to write
   * @return several lines, without a line end after the last
   * @throws IllegalArgumentException if the value cannot be written as JSON
   */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * JSON on a single line, as metrics files and {@code --json} want it.
   *
   * @param value what to write
   * @return one line without a line end
   * @throws IllegalArgumentException if the value cannot be written as JSON
   */
  public static String line(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String sentence(String source, JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping) {
      String field =
          mapping.getPath().stream()
              .map(
                  step ->
                      step.getFieldName() == null
                          ? "[" + step.getIndex() + "]"
                          : step.getFieldName())
              .collect(Collectors.joining("."));
      String where = field.isEmpty() ? source : source + ", field " + field;
      if (mapping instanceof UnrecognizedPropertyException unknown) {
        return where
            + ": no such field is known; the known ones are "
            + unknown.getKnownPropertyIds();
      }
      // A record's constructor refused its values: its own sentence says why.
      if (mapping.getCause() instanceof IllegalArgumentException refused) {
        return where + ": " + refused.getMessage();
      }
      if (mapping.getCause() instanceof NullPointerException) {
        return where + " holds null where a value is needed";
      }
      String reason = firstLine(mapping.getOriginalMessage());
      return reason.startsWith("Missing creator property")
          ? where + " is missing"
          : where + ": " + reason;
    }
    String place =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return source + " is not valid JSON" + place + ": " + firstLine(e.getOriginalMessage());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }

  private static ObjectMapper newMapper() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .defaultPrettyPrinter(printer)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
