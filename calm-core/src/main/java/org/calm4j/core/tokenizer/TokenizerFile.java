package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.io.Json;

/**
 * {@code tokenizer.json}: a tokenizer in one self-contained file, this library's or Hugging Face's.
 *
 * <p>Fields: {@code format} (always {@value #FORMAT}), {@code version}, {@code kind} ({@code
 * bytes}, {@code bpe} or {@code mapped-bpe}), {@code spec}, {@code identity}, {@code special}
 * ({@code bos}, {@code eos}, {@code pad}, {@code first} and {@code names}: the name of id {@code
 * first}, of the next, ...) and, for {@code bpe}, {@code pattern} and {@code ranks} (tokens in
 * base64, in rank order). For {@code mapped-bpe} there are also {@code ids} (of each rank), and the
 * names are by id.
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
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("kind", kind(tokenizer));
    root.put("spec", tokenizer.spec());
    root.put("identity", tokenizer.identity());
    if (tokenizer instanceof BpeTokenizer bpe) {
      putSpecial(root, bpe.special());
      putRanks(root, bpe);
    } else if (tokenizer instanceof ByteTokenizer byteTokenizer) {
      putSpecial(root, byteTokenizer.special());
    } else if (tokenizer instanceof MappedTokenizer mapped) {
      ObjectNode special = root.putObject("special");
      special.put("bos", mapped.bosId());
      special.put("eos", mapped.eosId());
      ObjectNode names = special.putObject("names");
      mapped.special().forEach((id, name) -> names.put(Integer.toString(id), name));
      putRanks(root, mapped.ranked());
      ArrayNode ids = root.putArray("ids");
      mapped.ids().forEach(ids::add);
    }
    Json.write(file, root);
  }

  private static String kind(ByteLevelTokenizer tokenizer) {
    if (tokenizer instanceof MappedTokenizer) {
      return MappedTokenizer.KIND;
    }
    return tokenizer instanceof ByteTokenizer ? ByteTokenizer.SPEC : BpeTokenizer.KIND;
  }

  private static void putRanks(ObjectNode root, BpeTokenizer bpe) {
    root.put("pattern", bpe.pattern().regex());
    ArrayNode ranks = root.putArray("ranks");
    bpe.ranks().forEach(ranks::add);
  }

  static Tokenizer read(Path file) {
    return read(file, bytes(file));
  }

  static Tokenizer read(Path file, byte[] bytes) {
    JsonNode root = Json.parse(file.toString(), bytes, JsonNode.class);
    return HuggingFaceReader.isOne(root)
        ? HuggingFaceReader.read(file, root)
        : new TokenizerFile(file, root).tokenizer();
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
    throw new IllegalArgumentException(
        "%s is no tokenizer of this library: its field 'format' must be '%s'"
            .formatted(file, FORMAT));
  }

  private Tokenizer build() {
    String kind = text(root, "kind");
    JsonNode node = field(root, "special", JsonNode::isObject, "an object");
    if (kind.equals(MappedTokenizer.KIND)) {
      return mapped(node);
    }
    SpecialTokens special = special(node);
    if (kind.equals(ByteTokenizer.SPEC)) {
      ByteTokenizer bytes = new ByteTokenizer();
      if (!special.equals(bytes.special())) {
        throw new IllegalArgumentException("its special ids are not those of a tokenizer of bytes");
      }
      return bytes;
    }
    if (!kind.equals(BpeTokenizer.KIND)) {
      throw new IllegalArgumentException(
          "'kind' must be 'bytes', 'bpe' or 'mapped-bpe', got '" + kind + "'");
    }
    return new BpeTokenizer(text(root, "spec"), pattern(), ranks(), special);
  }

  private MappedTokenizer mapped(JsonNode special) {
    List<byte[]> ranks = ranks();
    Map<Integer, String> names = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry :
        field(special, "names", JsonNode::isObject, "an object").properties()) {
      if (!entry.getKey().matches("\\d{1,9}")) {
        throw new IllegalArgumentException("'%s' is no special id".formatted(entry.getKey()));
      }
      names.put(Integer.parseInt(entry.getKey()), entry.getValue().asText());
    }
    List<Integer> ids = new ArrayList<>();
    field(root, "ids", JsonNode::isArray, "an array").forEach(id -> ids.add(id.asInt(-1)));
    return new MappedTokenizer(
        new BpeTokenizer(text(root, "spec"), pattern(), ranks, SpecialTokens.three(ranks.size())),
        ids.stream().mapToInt(id -> id).toArray(),
        names,
        integer(special, "bos"),
        integer(special, "eos"));
  }

  private SplitPattern pattern() {
    return SplitPattern.ofRegex(text(root, "pattern"))
        .orElseThrow(
            () -> new IllegalArgumentException("its split pattern is none that this release has"));
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
