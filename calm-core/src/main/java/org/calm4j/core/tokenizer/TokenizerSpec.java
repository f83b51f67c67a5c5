package org.calm4j.core.tokenizer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.text.TextSource;

/**
 * What a person wrote to name a tokenizer, taken apart.
 *
 * @param spec all of it
 * @param name without the size: a bundled name or a file
 * @param size vocabulary to cut to, if one was given
 */
record TokenizerSpec(String spec, String name, OptionalInt size) {
  private static final Pattern SIZED = Pattern.compile("(.+):(-?\\d{1,9})", Pattern.DOTALL);
  private static final int SPECIALS = 3;
  private static final int SMALLEST = ByteTokenizer.BYTES + SPECIALS;

  /** A file that exists is meant as it stands, also with a colon in its name. */
  static TokenizerSpec parse(String spec) {
    Matcher sized = SIZED.matcher(spec);
    if (!sized.matches() || existing(spec).isPresent()) {
      return new TokenizerSpec(spec, spec, OptionalInt.empty());
    }
    return new TokenizerSpec(
        spec, sized.group(1), OptionalInt.of(Integer.parseInt(sized.group(2))));
  }

  Tokenizer make() {
    return switch (name) {
      case ByteTokenizer.SPEC -> bytes(new ByteTokenizer());
      case "r50k" -> ranked(SplitPattern.GPT_2, RankList.bundled(name, limit()));
      case "cl100k" -> ranked(SplitPattern.CL100K, RankList.bundled(name, limit()));
      default -> file(existing(name).orElseThrow(this::unknown));
    };
  }

  /** A vocabulary of at most so many ids, learned from text. */
  static Tokenizer trained(
      List<TextSource> texts, int size, Consumer<VocabularyProgress> progress) {
    TokenizerSpec spec = new TokenizerSpec("trained:" + size, "trained", OptionalInt.of(size));
    List<byte[]> ranks = BpeTraining.learn(texts, SplitPattern.CL100K, spec.limit(), progress);
    return new BpeTokenizer(
        spec.spec(), SplitPattern.CL100K, ranks, SpecialTokens.three(ranks.size()));
  }

  private Tokenizer file(Path file) {
    byte[] bytes = TokenizerFile.bytes(file);
    if (TokenizerFile.isJson(bytes)) {
      Tokenizer saved = TokenizerFile.read(file, bytes);
      if (size.isEmpty()) {
        return saved;
      }
      if (saved instanceof MappedTokenizer mapped) {
        return cut(mapped.ranked().pattern(), mapped.ranked().ranks());
      }
      return saved instanceof BpeTokenizer bpe ? cut(bpe.pattern(), bpe.ranks()) : bytes(saved);
    }
    List<byte[]> ranks;
    try {
      ranks = RankList.read(file.toString(), new ByteArrayInputStream(bytes), limit());
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    if (size.isEmpty() && ranks.size() == SpecialTokens.LLAMA_3_RANKS) {
      return new BpeTokenizer(spec, SplitPattern.CL100K, ranks, SpecialTokens.llama3());
    }
    return ranked(SplitPattern.CL100K, ranks);
  }

  private Tokenizer bytes(Tokenizer tokenizer) {
    if (size.isPresent()) {
      throw new IllegalArgumentException(
          "a tokenizer of bytes always has %d ids and takes no size, got '%s'"
              .formatted(SMALLEST, spec));
    }
    return tokenizer;
  }

  private Tokenizer ranked(SplitPattern pattern, List<byte[]> ranks) {
    return size.isPresent()
        ? cut(pattern, ranks)
        : new BpeTokenizer(spec, pattern, ranks, SpecialTokens.three(ranks.size()));
  }

  /** The first ranks, which are a complete vocabulary, and three special ids. */
  private Tokenizer cut(SplitPattern pattern, List<byte[]> ranks) {
    int ordinary = limit();
    if (ordinary > ranks.size()) {
      throw new IllegalArgumentException(
          "the size in '%s' is above the %d ids of this list (%d ranks and %d special ids): give at most that, or no size"
              .formatted(spec, ranks.size() + SPECIALS, ranks.size(), SPECIALS));
    }
    return new BpeTokenizer(
        spec, pattern, ranks.subList(0, ordinary), SpecialTokens.three(ordinary));
  }

  /** How many ranks are needed. */
  private int limit() {
    if (size.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    if (size.getAsInt() < SMALLEST) {
      throw new IllegalArgumentException(
          "the size of a vocabulary must be at least %d (256 bytes and %d special ids), got '%s'"
              .formatted(SMALLEST, SPECIALS, spec));
    }
    return size.getAsInt() - SPECIALS;
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "unknown tokenizer '%s': give bytes, r50k:SIZE, cl100k:SIZE, or an existing file (tokenizer.model in tiktoken's format, or tokenizer.json) with an optional :SIZE"
            .formatted(spec));
  }

  private static Optional<Path> existing(String name) {
    try {
      return Optional.of(Path.of(name)).filter(file -> !name.isEmpty() && Files.exists(file));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
