package org.calm4j.core.tokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.calm4j.core.text.TextSource;

/**
 * Makes, trains, saves and loads tokenizers.
 *
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizers.of("r50k:4096");
 * Tokenizers.save(tokenizer, Path.of("model", "tokenizer.json"));
 * Tokenizer same = Tokenizers.load(Path.of("model", "tokenizer.json"));
 * }</pre>
 */
public final class Tokenizers {
  private Tokenizers() {}

  /**
   * Makes a tokenizer from what a person writes on the command line.
   *
   * <ul>
   *   <li>{@code bytes}: the 256 bytes, 259 ids with the special ones
   *   <li>{@code r50k:SIZE}, {@code cl100k:SIZE}: a bundled rank list, cut so that the vocabulary
   *       has SIZE ids, special ones included; without {@code :SIZE} the whole list and three
   *       special ids
   *   <li>{@code FILE} or {@code FILE:SIZE}: ranks in tiktoken's format ({@code tokenizer.model} of
   *       Llama 3), a {@code tokenizer.json} that {@link #save} wrote, or one of Hugging Face's
   *       that holds byte-level BPE as GPT-2 and Llama 3 have it
   * </ul>
   *
   * <p>A tiktoken file is read with Llama 3's split pattern; uncut and with Llama 3's 128,000 ranks
   * it also gets Llama 3's 256 special ids and one for padding: 128,257 ids. Everything that is cut
   * has three special ids: bos = SIZE - 3, eos = SIZE - 2, pad = SIZE - 1. A Hugging Face file
   * keeps its ids; a padding that is not its last id, and a begin and an end if it has not two
   * different ones, are added behind.
   *
   * @param spec one of the forms above
   * @return the tokenizer
   * @throws IllegalArgumentException if the form is unknown, SIZE is below 259 or above what the
   *     list has, or the file is damaged
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Tokenizer of(String spec) {
    return TokenizerSpec.parse(spec).make();
  }

  /**
   * Learns a byte-pair vocabulary from text (Sennrich et al., arXiv 1508.07909, on bytes as in
   * GPT-2). Text of a narrow domain needs fewer tokens and far fewer ids with a vocabulary of its
   * own than with one of all English. Text is cut into words as for {@code cl100k} and Llama 3. The
   * same text gives the same ids; the {@link Tokenizer#spec} is {@code trained:SIZE}, which {@link
   * #of} does not know: {@link #save} the tokenizer.
   *
   * <pre>{@code
   * Tokenizer tokenizer = Tokenizers.train(List.of(TextSource.of("wiki.jsonl.zst")), 4096, p -> {});
   * Tokenizers.save(tokenizer, Path.of("tokenizer.json"));
   * }</pre>
   *
   * @param texts read once; memory grows with the number of distinct words alone
   * @param size ids at most, the three special ones included; fewer if no pair of neighbours stands
   *     in the text twice any more
   * @param progress told after every document and every new token
   * @return the tokenizer
   * @throws IllegalArgumentException if size is below 259 (256 bytes and three special ids), or a
   *     text is damaged
   * @throws java.io.UncheckedIOException if a text cannot be read
   */
  public static Tokenizer train(
      List<TextSource> texts, int size, Consumer<VocabularyProgress> progress) {
    return TokenizerSpec.trained(texts, size, progress);
  }

  /**
   * Writes a tokenizer to a file that needs no other: ranks and pattern are in it.
   *
   * @param tokenizer one that this class made, or a {@link ByteTokenizer}
   * @param file the file, by custom {@code tokenizer.json}; replaced if it exists
   * @throws IllegalArgumentException if the tokenizer is of another library's making
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void save(Tokenizer tokenizer, Path file) {
    TokenizerFile.write(known(tokenizer), file);
  }

  /**
   * Writes a tokenizer as Hugging Face keeps it: {@code tokenizer.json} and {@code
   * tokenizer_config.json}. {@link #of} reads it back.
   *
   * @param tokenizer one that this class made, or a {@link ByteTokenizer}
   * @param folder the folder to write to; files there are replaced
   * @throws IllegalArgumentException if the tokenizer is of another library's making
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  public static void saveHuggingFace(Tokenizer tokenizer, Path folder) {
    HuggingFaceWriter.write(known(tokenizer), folder);
  }

  private static ByteLevelTokenizer known(Tokenizer tokenizer) {
    if (tokenizer instanceof ByteLevelTokenizer known) {
      return known;
    }
    throw new IllegalArgumentException(
        "only tokenizers made by Tokenizers can be saved, got " + tokenizer.getClass().getName());
  }

  /**
   * Reads a file that {@link #save} wrote and checks its identity.
   *
   * @param file the file
   * @return the tokenizer, with the ids, identity and spec of the one that was saved
   * @throws IllegalArgumentException if it is damaged, or of a kind that cannot be read
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Tokenizer load(Path file) {
    return TokenizerFile.read(file);
  }
}
