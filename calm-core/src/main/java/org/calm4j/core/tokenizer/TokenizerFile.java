package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;

/**
 * {@code tokenizer.json}: a tokenizer in one self-contained file.
 *
 * <p>Fields: {@code format} (always {@value #FORMAT}), {@code version}, {@code kind} ({@code bytes}
 * or {@code bpe}), {@code spec}, {@code identity}, {@code special} ({@code bos}, {@code eos},
 * {@code pad}, {@code first} and {@code names}: the name of id {@code first}, of the next, ...)
 * and, for {@code bpe}, {@code pattern} and {@code ranks} (tokens in base64, in rank order).
 */
final class TokenizerFile {
  private static final String FORMAT = "calm-tokenizer";
  private static final int VERSION = 1;

  /** Ten times the largest known list; what is larger is no tokenizer, and is not read at all. */
  private static final long LARGEST_BYTES = 64L << 20;

  private final Path file;
  private final JsonNode root;

  private TokenizerFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static void write(ByteLevelTokenizer tokenizer, Path file) {
    boolean bytes = tokenizer instanceof ByteTokenizer;
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("kind", bytes ? ByteTokenizer.SPEC : BpeTokenizer.KIND);
    root.put("spec", tokenizer.spec());
    root.put("identity", tokenizer.identity());
    if (tokenizer instanceof BpeTokenizer bpe) {
      putSpecial(root, bpe.special());
      root.put("pattern", bpe.pattern().regex());
      ArrayNode ranks = root.putArray("ranks");
      bpe.ranks().forEach(ranks::add);
    } else if (tokenizer instanceof ByteTokenizer byteTokenizer) {
      putSpecial(root, byteTokenizer.special());
    }
    Json.write(file, root);
  }

  static Tokenizer read(Path file) {
    return read(file, bytes(file));
  }

  static Tokenizer read(Path file, byte[] bytes) {
    return new TokenizerFile(file, Json.parse(file.toString(), bytes, JsonNode.class)).tokenizer();
  }

  /** The whole file, if it is of a size that a tokenizer can have. */
  static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "%s is no tokenizer: it has %d bytes, and %d are the limit"
                .formatted(file, size, LARGEST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  /** Whether bytes begin like a JSON object; a list of ranks never does. */
  static boolean isJson(byte[] bytes) {
    int i = 0;
    while (i < bytes.length && Character.isWhitespace(bytes[i])) {
      i++;
    }
    return i < bytes.length && bytes[i] == '{';
  }

  private Tokenizer tokenizer() {
    requireOurs();
    Tokenizer tokenizer;
    String identity;
    try {
      identity = text(root, "identity");
      tokenizer = build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " is damaged: " + e.getMessage(), e);
    }
    if (!tokenizer.identity().equals(identity)) {
      throw new IllegalArgumentException(
          file
              + " is damaged or was changed: its content has not the identity that it states;"
              + " restore it from a copy or write it again");
    }
    return tokenizer;
  }

  private void requireOurs() {
    if (FORMAT.equals(root.path("format").asText())) {
      int version = root.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "%s is of version %d of its format, and this release reads version %d: use the release that wrote it"
                .formatted(file, version, VERSION));
      }
      return;
    }
    if (root.path("model").isObject()) {
      throw new IllegalArgumentException(
          file
              + " is a Hugging Face tokenizer, which this release cannot read: give the model's"
              + " tokenizer.model in tiktoken's format, or a tokenizer.json that this library"
              + " wrote");
    }
    throw new IllegalArgumentException(
        "%s is no tokenizer of this library: its field 'format' must be '%s'"
            .formatted(file, FORMAT));
  }

  private Tokenizer build() {
    String kind = text(root, "kind");
    SpecialTokens special = special(field(root, "special", JsonNode::isObject, "an object"));
    if (kind.equals(ByteTokenizer.SPEC)) {
      ByteTokenizer bytes = new ByteTokenizer();
      if (!special.equals(bytes.special())) {
        throw new IllegalArgumentException("its special ids are not those of a tokenizer of bytes");
      }
      return bytes;
    }
    if (!kind.equals(BpeTokenizer.KIND)) {
      throw new IllegalArgumentException("'kind' must be 'bytes' or 'bpe', got '" + kind + "'");
    }
    Optional<SplitPattern> pattern = SplitPattern.ofRegex(text(root, "pattern"));
    return new BpeTokenizer(
        text(root, "spec"),
        pattern.orElseThrow(
            () -> new IllegalArgumentException("its split pattern is none that this release has")),
        ranks(),
        special);
  }

  private List<byte[]> ranks() {
    List<byte[]> ranks = new ArrayList<>();
    for (JsonNode node : field(root, "ranks", JsonNode::isArray, "an array")) {
      try {
        byte[] token = node.binaryValue();
        if (token == null || token.length == 0) {
          throw new IllegalArgumentException("rank " + ranks.size() + " has no token");
        }
        ranks.add(token);
      } catch (IOException e) {
        throw new IllegalArgumentException("rank " + ranks.size() + " is not base64", e);
      }
    }
    return ranks;
  }

  private static void putSpecial(ObjectNode root, SpecialTokens special) {
    ObjectNode node = root.putObject("special");
    node.put("bos", special.bos());
    node.put("eos", special.eos());
    node.put("pad", special.pad());
    node.put("first", special.first());
    ArrayNode names = node.putArray("names");
    special.names().forEach(names::add);
  }

  private static SpecialTokens special(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : field(node, "names", JsonNode::isArray, "an array")) {
      names.add(name.asText());
    }
    return new SpecialTokens(
        integer(node, "first"),
        names,
        integer(node, "bos"),
        integer(node, "eos"),
        integer(node, "pad"));
  }

  private static String text(JsonNode parent, String name) {
    return field(parent, name, JsonNode::isTextual, "text").textValue();
  }

  private static int integer(JsonNode parent, String name) {
    return field(parent, name, JsonNode::isInt, "an integer").intValue();
  }

  private static JsonNode field(
      JsonNode parent, String name, Predicate<JsonNode> type, String typeName) {
    JsonNode node = parent.path(name);
    if (!type.test(node)) {
      throw new IllegalArgumentException("its field '%s' must be %s".formatted(name, typeName));
    }
    return node;
  }
}
