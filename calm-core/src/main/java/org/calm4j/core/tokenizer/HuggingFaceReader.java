package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads Hugging Face's {@code tokenizer.json} if it is byte-level BPE as in GPT-2 and Llama 3;
 * every other kind is refused, since it would give other ids.
 *
 * <p>The encoder merges by rank, as tiktoken does: a token's rank is the place of its first merge.
 * Where ids count up in that order, ids are ranks; otherwise they are mapped. Merges of one token
 * must stand together, or no ranks give the same ids.
 */
final class HuggingFaceReader {
  private final Path file;
  private final JsonNode root;
  private final JsonNode model;
  private final Map<Integer, String> added = new TreeMap<>();

  /** Ordinary tokens by id: each character is a byte. */
  private final TreeMap<Integer, String> tokens = new TreeMap<>();

  private HuggingFaceReader(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
    this.model = root.path("model");
  }

  /** Whether a JSON file is of that library. */
  static boolean isOne(JsonNode root) {
    return root.path("model").isObject();
  }

  static ByteLevelTokenizer read(Path file, JsonNode root) {
    return new HuggingFaceReader(file, root).tokenizer();
  }

  private ByteLevelTokenizer tokenizer() {
    requireByteLevelBpe();
    SplitPattern pattern =
        HuggingFacePattern.of(root.path("pre_tokenizer"))
            .orElseThrow(
                () ->
                    refused(
                        "its pre-tokenizer is neither GPT-2's nor Llama 3's, so texts would be split otherwise: "
                            + root.path("pre_tokenizer")));
    readAdded();
    readVocabulary();
    List<Integer> order = order();
    List<byte[]> ranks = new ArrayList<>();
    order.forEach(id -> ranks.add(bytes(tokens.getOrDefault(id, ""))));
    SpecialRoles roles = SpecialRoles.of(file, added, lastId() + 1);
    try {
      return make(pattern, order, ranks, roles);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private ByteLevelTokenizer make(
      SplitPattern pattern, List<Integer> order, List<byte[]> ranks, SpecialRoles roles) {
    String spec = file.toString();
    int count = ranks.size();
    List<String> names = new ArrayList<>();
    boolean plain = true;
    for (int rank = 0; rank < count; rank++) {
      plain &= order.get(rank) == rank;
    }
    for (int id = count; plain && id <= roles.pad(); id++) {
      plain = roles.names().containsKey(id);
      names.add(roles.names().getOrDefault(id, ""));
    }
    if (plain && roles.names().size() == names.size()) {
      SpecialTokens special =
          new SpecialTokens(count, names, roles.bos(), roles.eos(), roles.pad());
      return ByteTokenizer.isOne(ranks, special)
          ? new ByteTokenizer()
          : new BpeTokenizer(spec, pattern, ranks, special);
    }
    return new MappedTokenizer(
        new BpeTokenizer(spec, pattern, ranks, SpecialTokens.three(count)),
        order.stream().mapToInt(id -> id).toArray(),
        roles.names(),
        roles.bos(),
        roles.eos());
  }

  private int lastId() {
    int last = tokens.isEmpty() ? -1 : tokens.lastKey();
    return added.keySet().stream().mapToInt(id -> id).reduce(last, Math::max);
  }

  private void requireByteLevelBpe() {
    String type = model.path("type").asText(model.has("merges") ? "BPE" : "unknown");
    if (!type.equals("BPE")) {
      throw refused("it is of the kind %s, and only byte-level BPE can be read".formatted(type));
    }
    requireNone(root, "normalizer");
    requireNone(model, "dropout");
    requireNone(model, "continuing_subword_prefix");
    requireNone(model, "end_of_word_suffix");
    requireNone(model, "byte_fallback");
  }

  private void requireNone(JsonNode parent, String key) {
    JsonNode value = parent.path(key);
    boolean none =
        value.isMissingNode()
            || value.isNull()
            || (value.isBoolean() && !value.booleanValue())
            || (value.isTextual() && value.textValue().isEmpty());
    if (!none) {
      throw refused("it asks for %s %s, which is not supported".formatted(key, value));
    }
  }

  private void readAdded() {
    for (JsonNode token : root.path("added_tokens")) {
      String content = token.path("content").asText("");
      if (!token.path("id").isInt() || token.path("id").intValue() < 0 || content.isEmpty()) {
        throw refused("an added token needs an id and a content, found " + token);
      }
      if (!token.path("special").asBoolean(false)) {
        throw refused(
            "its added token '%s' is not special, so it would be found inside texts, which is not supported"
                .formatted(content));
      }
      added.put(token.path("id").intValue(), content);
    }
  }

  private void readVocabulary() {
    if (!model.path("vocab").isObject() || !model.path("merges").isArray()) {
      throw refused("its model needs a vocab and merges");
    }
    model
        .path("vocab")
        .properties()
        .forEach(
            entry -> {
              JsonNode id = entry.getValue();
              if (!id.isInt() || id.intValue() < 0) {
                throw refused("the token '%s' has the id %s".formatted(entry.getKey(), id));
              }
              if (added.containsKey(id.intValue())) {
                return;
              }
              byte[] token = ByteAlphabet.read(entry.getKey());
              if (token.length == 0) {
                throw refused(
                    "the token '%s' is not spelled in the byte-level alphabet"
                        .formatted(entry.getKey()));
              }
              if (tokens.put(id.intValue(), latin(token)) != null) {
                throw refused("the id %s is given twice".formatted(id));
              }
            });
  }

  /** Ids of the ordinary tokens in the order of their ranks. */
  private List<Integer> order() {
    Map<String, Integer> idOf = new HashMap<>();
    tokens.forEach((id, token) -> idOf.put(token, id));
    List<Integer> merged = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    boolean rising = true;
    int last = -1;
    for (JsonNode merge : model.path("merges")) {
      int id = mergedId(merge, idOf);
      if (id != last) {
        if (!seen.add(id)) {
          throw refused(
              "the token '%s' is merged in two places, so that no ranks give the same ids"
                  .formatted(ByteAlphabet.spell(bytes(tokens.getOrDefault(id, "")))));
        }
        merged.add(id);
        rising &= id > last;
        last = id;
      }
    }
    requireReachable(seen, rising);
    if (rising) {
      return List.copyOf(tokens.keySet());
    }
    List<Integer> order = new ArrayList<>();
    tokens.forEach(
        (id, token) -> {
          if (token.length() == 1) {
            order.add(id);
          }
        });
    order.addAll(merged);
    return order;
  }

  private int mergedId(JsonNode merge, Map<String, Integer> idOf) {
    String text = merge.isTextual() ? merge.textValue() : "";
    int blank = text.indexOf(' ');
    String left =
        merge.isArray() ? merge.path(0).asText("") : text.substring(0, Math.max(0, blank));
    String right = merge.isArray() ? merge.path(1).asText("") : text.substring(blank + 1);
    String a = latin(ByteAlphabet.read(left));
    String b = latin(ByteAlphabet.read(right));
    Integer id = idOf.get(a + b);
    if (id == null || !idOf.containsKey(a) || !idOf.containsKey(b)) {
      throw refused("the merge %s does not make a token out of two tokens".formatted(merge));
    }
    return id;
  }

  /**
   * Without merges a token is found only as a whole piece of text, and only if the file says so.
   */
  private void requireReachable(Set<Integer> merged, boolean rising) {
    boolean whole = rising && model.path("ignore_merges").asBoolean(false);
    tokens.forEach(
        (id, token) -> {
          if (token.length() > 1 && !whole && !merged.contains(id)) {
            throw refused(
                "no merge makes its token '%s', the id %d"
                    .formatted(ByteAlphabet.spell(bytes(token)), id));
          }
        });
  }

  private static String latin(byte[] token) {
    return new String(token, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String token) {
    return token.getBytes(StandardCharsets.ISO_8859_1);
  }

  private IllegalArgumentException refused(String defect) {
    return new IllegalArgumentException(
        "%s is a Hugging Face tokenizer that cannot be used here: %s; a tokenizer.model in tiktoken's format would do"
            .formatted(file, defect.replace('\n', ' ')));
  }
}
