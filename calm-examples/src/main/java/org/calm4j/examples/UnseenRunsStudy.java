package org.calm4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.text.TextDocuments;
import org.calm4j.core.text.TextSource;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.generate.Generation;
import org.calm4j.lm.generate.GenerationListener;
import org.calm4j.lm.generate.GenerationOptions;
import org.calm4j.lm.generate.StopReason;
import org.calm4j.lm.generate.TextGenerator;

/**
 * Counts what a model writes that its corpus never has: runs of one to four words, each punctuation
 * mark taken as a word, whole sentences, and sentences that follow each other. Of a closed corpus,
 * such as generated stories, a run that millions of words do not have is nearly always a mistake,
 * so this tells how a text reads where BrierLM tells how well the next words are predicted. {@code
 * docs/results.md} has the figures.
 */
public final class UnseenRunsStudy {
  private static final Pattern WORD = Pattern.compile("[\\p{L}']+|[.,?!\";:]");
  private static final String PROMPT = "Once upon a time";
  private static final int LONGEST = 4;
  private static final int BATCH = 16;
  private static final int TOKENS = 240;

  private final List<Set<String>> known = new ArrayList<>();
  private final UnseenSentences sentences = new UnseenSentences();
  private final long[] unseen = new long[LONGEST];
  private long words;

  private UnseenRunsStudy(TextSource corpus) {
    for (int n = 0; n < LONGEST; n++) {
      known.add(new HashSet<>());
    }
    try (TextDocuments texts = corpus.open()) {
      while (texts.hasNext()) {
        String text = texts.next();
        sentences.learn(text);
        List<String> story = words(text);
        for (int n = 0; n < LONGEST; n++) {
          known.get(n).addAll(runs(story, n + 1));
        }
      }
    }
  }

  /**
   * Runs the study: {@code MODEL CORPUS TEMPERATURE TEXTS} has a model write, {@code - CORPUS OTHER
   * TEXTS} reads texts that somebody else wrote.
   *
   * @param args a language model's folder or {@code -}; the corpus; a temperature of 1 or 1/n in
   *     decimals, or the other text; how many texts, of a model in batches of 16
   * @throws IllegalArgumentException if there are fewer arguments, or numbers that are none
   */
  public static void main(String[] args) {
    if (args.length < 4 || !args[3].matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException(
          "a study of unseen runs needs MODEL CORPUS TEMPERATURE TEXTS or - CORPUS OTHER TEXTS, with"
              + " 1 to 9,999,999 texts, got "
              + String.join(" ", args));
    }
    int texts = Integer.parseInt(args[3]);
    UnseenRunsStudy study;
    if (args[0].equals("-")) {
      TextSource other = TextSource.of(args[2]);
      study = new UnseenRunsStudy(TextSource.of(args[1]));
      study.read(other, texts);
    } else {
      GenerationOptions options = options(args[2]);
      study = new UnseenRunsStudy(TextSource.of(args[1]));
      study.write(Path.of(args[0]), options, texts);
    }
    System.out.printf("%d words; unseen per 100 words%n", study.words);
    for (int n = 0; n < LONGEST; n++) {
      System.out.printf("runs of %d: %6.2f%n", n + 1, 100.0 * study.unseen[n] / study.words);
    }
    System.out.println(study.sentences.summary());
  }

  private static GenerationOptions options(String temperature) {
    try {
      return GenerationOptions.standard()
          .withMaxTokens(TOKENS)
          .withTemperature(Double.parseDouble(temperature));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a temperature is a number in (0, 1] such as 0.5, got " + temperature, e);
    }
  }

  private void read(TextSource source, int texts) {
    try (TextDocuments stories = source.open()) {
      for (int i = 0; i < texts && stories.hasNext(); i++) {
        count(stories.next(), true);
      }
    }
  }

  private void write(Path folder, GenerationOptions options, int texts) {
    try (Engine engine = Engine.create();
        LanguageModel model = LanguageModel.open(folder, engine)) {
      TextGenerator generator = model.generator();
      for (int done = 0; done < texts; done += BATCH) {
        List<String> prompts = Collections.nCopies(Math.min(BATCH, texts - done), PROMPT);
        for (Generation written :
            generator.generate(prompts, options.withSeed(1 + done), GenerationListener.NONE)) {
          count(PROMPT + written.text(), written.stop() == StopReason.STOP_ID);
        }
      }
    }
  }

  private void count(String text, boolean ended) {
    sentences.count(text, ended);
    List<String> story = words(text);
    words += story.size();
    for (int n = 0; n < LONGEST; n++) {
      Set<String> seen = known.get(n);
      unseen[n] += runs(story, n + 1).stream().filter(run -> !seen.contains(run)).count();
    }
  }

  private static List<String> words(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static List<String> runs(List<String> story, int length) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i + length <= story.size(); i++) {
      runs.add(String.join(" ", story.subList(i, i + length)));
    }
    return runs;
  }
}
