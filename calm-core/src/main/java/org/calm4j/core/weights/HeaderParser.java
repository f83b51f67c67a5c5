package org.calm4j.core.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks the JSON header of a safetensors file. A header comes from a stranger: whatever
 * is wrong in it ends in one sentence that names the file.
 */
final class HeaderParser {
  static final String METADATA = "__metadata__";

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names are used once each: a table of them would only serve an attacker.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
          .build();

  private final Path file;
  private final long dataBytes;
  private final List<PlacedTensor> tensors = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private HeaderParser(Path file, long dataBytes) {
    this.file = file;
    this.dataBytes = dataBytes;
  }

  /** Parses a header over a data section of that many bytes; tensors come in file order. */
  static SafetensorsHeader parse(Path file, byte[] header, long dataBytes) {
    HeaderParser parser = new HeaderParser(file, dataBytes);
    try (JsonParser json = JSON.createParser(parser.text(header))) {
      parser.readAll(json);
    } catch (JsonProcessingException e) {
      throw parser.refused("its header is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw parser.refused("its header is not valid JSON: " + e.getMessage(), e);
    }
    return parser.checked();
  }

  private String text(byte[] header) {
    if (header.length == 0 || header[0] != '{') {
      throw refused("its header does not begin with '{'; is it a safetensors file?", null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw refused("its header is not valid UTF-8", e);
    }
  }

  private void readAll(JsonParser json) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw refusedTensor(name, "must be an object");
      }
      if (name.equals(METADATA)) {
        readMetadata(json);
      } else {
        tensors.add(readTensor(name, json));
      }
    }
    if (json.nextToken() != null) {
      throw refused("its header goes on after the closing brace", null);
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw refusedTensor(METADATA, "must hold only strings");
      }
      metadata.put(key, json.getText());
    }
  }

  private PlacedTensor readTensor(String name, JsonParser json) throws IOException {
    @Nullable TensorType type = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> type = readType(name, json);
        case "shape" -> shape = readLongs(name, field, json);
        case "data_offsets" -> offsets = readLongs(name, field, json);
        default -> throw refusedTensor(name, "has a field that the format does not know, " + field);
      }
    }
    if (type == null || shape == null || offsets == null) {
      throw refusedTensor(name, "needs dtype, shape and data_offsets");
    }
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataBytes) {
      throw refusedTensor(
          name,
          "has data_offsets %s, which must be two rising numbers up to the size of the data, %d bytes; is the file truncated?"
              .formatted(brief(offsets), dataBytes));
    }
    requireSize(name, type, shape, offsets[1] - offsets[0]);
    return new PlacedTensor(new TensorInfo(name, type, shape), offsets[0], offsets[1]);
  }

  private TensorType readType(String name, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw refusedTensor(name, "has a dtype that is not a string");
    }
    String text = json.getText();
    return TensorType.named(text)
        .orElseThrow(() -> refusedTensor(name, "has the unknown dtype " + brief(text)));
  }

  private long[] readLongs(String name, String field, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw refusedTensor(name, "has a " + field + " that is not a list");
    }
    long[] values = new long[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 0) {
        throw refusedTensor(
            name, "has a " + field + " with a value that is not a whole number in [0, 2^63)");
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = json.getLongValue();
    }
    return Arrays.copyOf(values, count);
  }

  private void requireSize(String name, TensorType type, long[] shape, long bytes) {
    long bits = type.bits();
    try {
      for (long size : shape) {
        bits = Math.multiplyExact(bits, size);
      }
    } catch (ArithmeticException e) {
      throw refusedTensor(name, "has the shape " + brief(shape) + ", whose size overflows");
    }
    if (bits % 8 != 0 || bits / 8 != bytes) {
      throw refusedTensor(
          name,
          "has %d bytes of data where %s %s takes %d"
              .formatted(bytes, type, brief(shape), (bits + 7) / 8));
    }
  }

  /** Checks that the tensors fill the data section without holes and overlaps. */
  private SafetensorsHeader checked() {
    tensors.sort(
        Comparator.comparingLong(PlacedTensor::begin).thenComparingLong(PlacedTensor::end));
    long end = 0;
    for (PlacedTensor tensor : tensors) {
      if (tensor.begin() != end) {
        throw refusedTensor(
            tensor.info().name(),
            "begins at byte %d of the data where the one before ends at %d: tensors must neither overlap nor leave holes"
                .formatted(tensor.begin(), end));
      }
      end = tensor.end();
    }
    if (end != dataBytes) {
      throw refused(
          "its tensors end at byte %d of the data, but %d bytes are there"
              .formatted(end, dataBytes),
          null);
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  private static String brief(long[] values) {
    return values.length <= 8 ? Arrays.toString(values) : "of " + values.length + " numbers";
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  private IllegalArgumentException refusedTensor(String tensor, String defect) {
    return refused("tensor " + brief(tensor) + " " + defect, null);
  }

  private IllegalArgumentException refused(String defect, @Nullable Throwable cause) {
    String line = Objects.requireNonNull(defect).replace('\n', ' ');
    return new IllegalArgumentException(file + " cannot be used as weights: " + line, cause);
  }
}
