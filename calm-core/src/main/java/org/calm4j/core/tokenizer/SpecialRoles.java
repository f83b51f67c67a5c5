package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.calm4j.core.io.Json;

/**
 * Which added tokens of a Hugging Face tokenizer begin and end documents and fill chunks: as {@code
 * tokenizer_config.json} beside it says, or by the usual names. What is missing is added behind, as
 * the published CALM code adds the padding; the padding is the last id of all.
 *
 * @param names names of the special ids
 * @param bos id of the begin of a document
 * @param eos id of the end of a document
 * @param pad id of the padding, the last of all
 */
record SpecialRoles(Map<Integer, String> names, int bos, int eos, int pad) {
  private static final String CONFIG = "tokenizer_config.json";
  private static final List<String> BEGIN =
      List.of("<|begin_of_text|>", "<|bos|>", "<s>", "[BOS]", "<|startoftext|>");
  private static final List<String> END =
      List.of("<|end_of_text|>", "<|eos|>", "</s>", "[EOS]", "<|endoftext|>");
  private static final List<String> FILL = List.of("<|pad|>", "[PAD]", "<pad>");

  /**
   * Finds them.
   *
   * @param file the tokenizer's file
   * @param added its added tokens
   * @param free the first id that is neither a token's nor an added one
   */
  static SpecialRoles of(Path file, Map<Integer, String> added, int free) {
    Path beside = file.resolveSibling(CONFIG);
    JsonNode config =
        Files.isRegularFile(beside) ? Json.read(beside, JsonNode.class) : Json.mapper().nullNode();
    TreeMap<Integer, String> names = new TreeMap<>(added);
    int next = free;
    int eos = find(config, "eos_token", END, added);
    if (eos < 0) {
      eos = next++;
      names.put(eos, "<|eos|>");
    }
    int bos = find(config, "bos_token", BEGIN, added);
    if (bos < 0 || bos == eos) {
      bos = next++;
      names.put(bos, "<|bos|>");
    }
    int pad = find(config, "pad_token", FILL, added);
    if (pad != next - 1 || pad == bos || pad == eos) {
      pad = next;
      names.put(pad, added.containsValue("<|pad|>") ? "<|padding|>" : "<|pad|>");
    }
    return new SpecialRoles(names, bos, eos, pad);
  }

  private static int find(
      JsonNode config, String key, List<String> usual, Map<Integer, String> added) {
    JsonNode named = config.path(key);
    String name = named.isObject() ? named.path("content").asText("") : named.asText("");
    int id = id(name, added);
    if (id >= 0) {
      return id;
    }
    return usual.stream()
        .mapToInt(text -> id(text, added))
        .filter(i -> i >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static int id(String name, Map<Integer, String> added) {
    return added.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }
}
