package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.calm4j.core.io.Json;

/**
 * Writes a tokenizer as Hugging Face keeps it: {@code tokenizer.json} with vocabulary and merges,
 * and {@code tokenizer_config.json} with the roles of the special ids.
 */
final class HuggingFaceWriter {
  private final ByteLevelTokenizer tokenizer;
  private final SplitPattern pattern;
  private final List<byte[]> ranks;
  private final List<Integer> ids;
  private final Map<Integer, String> special;

  private HuggingFaceWriter(ByteLevelTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    if (tokenizer instanceof MappedTokenizer mapped) {
      pattern = mapped.ranked().pattern();
      ranks = mapped.ranked().ranks();
      ids = mapped.ids();
      special = mapped.special();
      return;
    }
    SpecialTokens tokens;
    if (tokenizer instanceof BpeTokenizer bpe) {
      pattern = bpe.pattern();
      ranks = bpe.ranks();
      tokens = bpe.special();
    } else {
      pattern = SplitPattern.GPT_2; // merges never cross a piece, and bytes have no merges
      ranks = ByteTokenizer.tokens();
      tokens = ByteTokenizer.SPECIAL;
    }
    ids = IntStream.range(0, ranks.size()).boxed().toList();
    special = new TreeMap<>();
    for (int i = 0; i < tokens.names().size(); i++) {
      special.put(tokens.first() + i, tokens.names().get(i));
    }
  }

  static void write(ByteLevelTokenizer tokenizer, Path folder) {
    HuggingFaceWriter writer = new HuggingFaceWriter(tokenizer);
    Json.write(folder.resolve("tokenizer.json"), writer.file());
    Json.write(folder.resolve("tokenizer_config.json"), writer.roles());
  }

  private ObjectNode file() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    special.forEach(
        (id, name) ->
            added
                .addObject()
                .put("id", id)
                .put("content", name)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true));
    root.putNull("normalizer");
    root.set("pre_tokenizer", HuggingFacePattern.write(pattern));
    root.set("post_processor", beginning());
    root.set("decoder", HuggingFacePattern.byteLevel(true));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    model.putNull("dropout").putNull("unk_token");
    model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", true);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int rank = 0; rank < ranks.size(); rank++) {
      vocabulary.put(ByteAlphabet.spell(ranks.get(rank)), ids.get(rank));
    }
    ArrayNode merges = model.putArray("merges");
    merges().forEach(merges::add);
    return root;
  }

  /** Documents begin with BOS. */
  private JsonNode beginning() {
    String bos = special.getOrDefault(tokenizer.bosId(), "");
    ObjectNode template = JsonNodeFactory.instance.objectNode().put("type", "TemplateProcessing");
    for (List<String> sequences : List.of(List.of("A"), List.of("A", "B"))) {
      ArrayNode parts = template.putArray(sequences.size() == 1 ? "single" : "pair");
      for (String sequence : sequences) {
        int type = sequence.equals("A") ? 0 : 1;
        parts.addObject().putObject("SpecialToken").put("id", bos).put("type_id", type);
        parts.addObject().putObject("Sequence").put("id", sequence).put("type_id", type);
      }
    }
    ObjectNode token = template.putObject("special_tokens").putObject(bos).put("id", bos);
    token.putArray("ids").add(tokenizer.bosId());
    token.putArray("tokens").add(bos);
    return template;
  }

  private ObjectNode roles() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tokenizer_class", "PreTrainedTokenizerFast")
        .put("bos_token", special.getOrDefault(tokenizer.bosId(), ""))
        .put("eos_token", special.getOrDefault(tokenizer.eosId(), ""))
        .put("pad_token", special.getOrDefault(tokenizer.padId(), ""))
        .put("clean_up_tokenization_spaces", false);
  }

  /**
   * The pair that makes each token: what is left of it when the pairs of lower ranks are merged,
   * lowest first. Tokens that are no pair then are found as whole pieces only.
   */
  private List<String> merges() {
    Map<String, Integer> rankOf = new HashMap<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      rankOf.put(latin(ranks.get(rank)), rank);
    }
    List<String> merges = new ArrayList<>();
    for (int rank = 0; rank < ranks.size(); rank++) {
      List<String> parts = parts(latin(ranks.get(rank)), rank, rankOf);
      if (parts.size() == 2) {
        merges.add(spell(parts.get(0)) + " " + spell(parts.get(1)));
      }
    }
    return merges;
  }

  private static List<String> parts(String token, int limit, Map<String, Integer> rankOf) {
    List<String> parts = new ArrayList<>();
    token.chars().forEach(c -> parts.add(String.valueOf((char) c)));
    while (parts.size() > 2) {
      int best = limit;
      int place = -1;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = rankOf.getOrDefault(parts.get(i) + parts.get(i + 1), limit);
        if (rank < best) {
          best = rank;
          place = i;
        }
      }
      if (place < 0) {
        return parts;
      }
      parts.set(place, parts.get(place) + parts.remove(place + 1));
    }
    return parts;
  }

  private static String spell(String token) {
    return ByteAlphabet.spell(token.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String latin(byte[] token) {
    return new String(token, StandardCharsets.ISO_8859_1);
  }
}
