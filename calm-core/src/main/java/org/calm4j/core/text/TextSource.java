package org.calm4j.core.text;

import java.nio.file.Path;
import java.util.List;

/**
 * Text as a stream of documents. Any number of passes can be opened, at the same time too, and all
 * give the same documents.
 *
 * <pre>{@code
 * try (TextDocuments documents = TextSource.of("corpus.jsonl.zst").open()) {
 *   while (documents.hasNext()) {
 *     System.out.println(documents.next().length());
 *   }
 * }
 * }</pre>
 *
 * <p>Implementations are immutable and thread-safe; applications may bring their own.
 */
public interface TextSource {

  /**
   * What people call this source: the file or the specification it was made from.
   *
   * @return a short name
   */
  String name();

  /**
   * Starts a pass over the documents. Memory does not grow with the size of the source.
   *
   * @return the documents in order, none of them empty; to be closed by the caller
   * @throws java.io.UncheckedIOException if the file can't be opened
   */
  TextDocuments open();

  /**
   * Finds the source that a command line names:
   *
   * <ul>
   *   <li>{@code FILE.txt}: the file is one document. A file of more than 1,048,576 characters is
   *       cut into documents of at most that many, at the last blank line that fits, else at a line
   *       end, else at a space; joined together they are the file's text again.
   *   <li>{@code FILE.jsonl}: one JSON object per line, the document in its field {@code text};
   *       other fields, blank lines and empty documents are passed over.
   *   <li>either of them followed by {@code .gz} or {@code .zst}.
   *   <li>{@code stories:MEGABYTES:SEED}: generated stories, each a document, until they make
   *       MEGABYTES times 1,000,000 bytes of UTF-8, for example {@code stories:0.5:7}; with {@code
   *       :PLOT,PLOT,...} behind it only stories of these plots ({@link
   *       org.calm4j.core.stories.StoryGenerator#plots()}), with {@code :VARIETY} behind that, 2 to
   *       100, told with only the first so many options of every list of wordings, names and
   *       things.
   * </ul>
   *
   * @param spec a file name or {@code stories:MEGABYTES:SEED}
   * @return the source
   * @throws IllegalArgumentException if the specification is none of these
   * @throws java.io.UncheckedIOException if the file is missing, empty or a directory
   */
  static TextSource of(String spec) {
    if (spec.startsWith(StoriesSource.PREFIX)) {
      return StoriesSource.parse(spec);
    }
    return TextFile.of(Path.of(spec));
  }

  /**
   * A text file, by the rules of {@link #of(String)}.
   *
   * @param file a {@code .txt} or {@code .jsonl} file, also {@code .gz} or {@code .zst}
   * @return the source
   * @throws IllegalArgumentException if the name ends otherwise
   * @throws java.io.UncheckedIOException if the file is missing, empty or a directory
   */
  static TextSource of(Path file) {
    return TextFile.of(file);
  }

  /**
   * Documents that are in memory already.
   *
   * @param name what people call them
   * @param documents the documents; empty ones are passed over
   * @return the source
   */
  static TextSource ofDocuments(String name, List<String> documents) {
    return new ListSource(name, documents);
  }
}
