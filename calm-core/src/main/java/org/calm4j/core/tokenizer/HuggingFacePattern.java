package org.calm4j.core.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How Hugging Face's tokenizers spell the two split patterns. */
final class HuggingFacePattern {
  /** GPT-2's own spelling; {@link SplitPattern#GPT_2} means the same. */
  private static final String GPT_2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private HuggingFacePattern() {}

  /** The pattern of a {@code pre_tokenizer}; empty if it is none of the two. */
  static Optional<SplitPattern> of(JsonNode node) {
    if (isByteLevel(node, true)) {
      return Optional.of(SplitPattern.GPT_2);
    }
    JsonNode steps = node.path("pretokenizers");
    JsonNode split = steps.path(0);
    boolean known =
        node.path("type").asText().equals("Sequence")
            && steps.size() == 2
            && split.path("type").asText().equals("Split")
            && split.path("behavior").asText().equals("Isolated")
            && !split.path("invert").asBoolean(false)
            && isByteLevel(steps.path(1), false);
    String regex = split.path("pattern").path("Regex").asText("");
    if (!known) {
      return Optional.empty();
    }
    return regex.equals(GPT_2) ? Optional.of(SplitPattern.GPT_2) : SplitPattern.ofRegex(regex);
  }

  private static boolean isByteLevel(JsonNode node, boolean splits) {
    return node.path("type").asText().equals("ByteLevel")
        && !node.path("add_prefix_space").asBoolean(true)
        && node.path("use_regex").asBoolean(true) == splits;
  }

  /** The {@code pre_tokenizer} of a pattern. */
  static JsonNode write(SplitPattern pattern) {
    if (pattern == SplitPattern.GPT_2) {
      return byteLevel(true);
    }
    ObjectNode sequence = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
    ArrayNode steps = sequence.putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", pattern.regex());
    split.put("behavior", "Isolated").put("invert", false);
    steps.add(byteLevel(false));
    return sequence;
  }

  /** The step that turns text into bytes, and as a decoder bytes into text. */
  static ObjectNode byteLevel(boolean splits) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", splits);
  }
}
