package org.calm4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.store.TokenStore;
import org.calm4j.lm.CalmModel;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.PromptAlignment;

/**
 * Measures what to do with prompts whose length K does not divide: documents are cut at places that
 * are no chunk's end, continued under each {@link PromptAlignment}, and the first tokens compared
 * with those of the document. {@code docs/results.md} has the figures.
 */
public final class AlignmentStudy {
  private static final int COMPARED = 4;
  private static final int BATCH = 16;

  private AlignmentStudy() {}

  /**
   * Runs the study.
   *
   * @param args a language model's folder, a text, the number of prompts, and the temperature
   */
  public static void main(String[] args) {
    double temperature = args.length > 3 ? Double.parseDouble(args[3]) : 0.5;
    try (Engine engine = Engine.create();
        CalmModel model = CalmModel.open(Path.of(args[0]), engine)) {
      TokenStore text = TokenStore.of(model.tokenizer(), List.of(args[1]), progress -> {});
      int k = model.config().patchSize();
      List<int[]> documents = documents(text, Integer.parseInt(args[2]), k);
      System.out.printf("%-15s %s%n", "alignment", "first 1, 2, 3, 4 tokens right");
      for (PromptAlignment alignment : PromptAlignment.values()) {
        GenerationOptions options =
            GenerationOptions.standard()
                .withTemperature(temperature)
                .withMaxTokens(COMPARED)
                .withAlignment(alignment);
        int[] right = new int[COMPARED];
        for (int from = 0; from < documents.size(); from += BATCH) {
          count(
              model,
              documents.subList(from, Math.min(from + BATCH, documents.size())),
              options,
              right);
        }
        StringBuilder line = new StringBuilder("%-15s".formatted(alignment));
        for (int count : right) {
          line.append(" %6.2f %%".formatted(100.0 * count / documents.size()));
        }
        System.out.println(line);
      }
    }
  }

  /** Beginnings of documents that end inside a chunk, and the tokens to compare with. */
  private static List<int[]> documents(TokenStore text, int count, int k) {
    List<int[]> documents = new ArrayList<>();
    for (int i = 0; documents.size() < count && i < text.documentCount(); i++) {
      int[] ids = text.document(i);
      // Lengths go round all remainders but 0, in the first half of the document.
      int chunks = 4 + i % 16;
      int length = chunks * k + 1 + i % (k - 1);
      if (length + COMPARED <= ids.length) {
        documents.add(Arrays.copyOf(ids, length + COMPARED));
      }
    }
    return documents;
  }

  private static void count(
      CalmModel model, List<int[]> documents, GenerationOptions options, int[] right) {
    int[][] prompts =
        documents.stream()
            .map(ids -> Arrays.copyOf(ids, ids.length - COMPARED))
            .toArray(int[][]::new);
    List<Generation> results =
        model.generator().generate(prompts, options, GenerationListener.NONE);
    for (int i = 0; i < prompts.length; i++) {
      int[] expected = documents.get(i);
      int[] found = results.get(i).ids();
      for (int j = 0; j < Math.min(COMPARED, found.length); j++) {
        if (found[j] != expected[prompts[i].length + j]) {
          break;
        }
        right[j]++;
      }
    }
  }
}
