package org.calm4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.sampling.Sampler;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.calm4j.eval.blackbox.SamplerModel;
import org.calm4j.eval.brier.BrierComparison;
import org.calm4j.eval.brier.BrierLM;
import org.calm4j.eval.brier.BrierOptions;
import org.calm4j.eval.brier.BrierResult;
import org.calm4j.eval.brier.EvaluationTexts;
import org.calm4j.eval.report.BrierTable;
import org.calm4j.eval.report.EvaluationReport;

/**
 * Scores two models that have nothing to do with this library: one draws any token of the training
 * text, the other one that followed the last token there.
 */
public final class ScoreYourModel {
  private ScoreYourModel() {}

  /**
   * Runs the example.
   *
   * @param args the folder for the report
   */
  public static void main(String[] args) {
    Tokenizer tokenizer = Tokenizers.of("r50k:512");
    TokenStore train = TokenStore.of(tokenizer, List.of("stories:1:1"), progress -> {});
    TokenStore valid = TokenStore.of(tokenizer, List.of("stories:0.1:2"), progress -> {});
    int[] text = new int[(int) train.tokenCount()];
    train.read(0, text, 0, text.length);
    List<List<Integer>> followers = followers(text, tokenizer.vocabularySize());

    Sampler unigram = (context, random) -> new int[] {text[random.nextInt(text.length)]};
    Sampler bigram =
        (context, random) -> {
          List<Integer> seen = followers.get(context[context.length - 1]);
          return seen.isEmpty()
              ? unigram.next(context, random)
              : new int[] {seen.get(random.nextInt(seen.size()))};
        };

    EvaluationTexts texts = EvaluationTexts.documents(valid, 256);
    BrierOptions options = BrierOptions.standard().withMaxTexts(100);
    Map<String, BrierResult> results = new LinkedHashMap<>();
    results.put("unigram", BrierLM.score(SamplerModel.of(unigram, 1), texts, options));
    results.put("bigram", BrierLM.score(SamplerModel.of(bigram, 1), texts, options));

    BrierTable.lines(results).forEach(System.out::println);
    BrierComparison gain = BrierComparison.of(results.get("bigram"), results.get("unigram"));
    System.out.println("bigram - unigram: " + gain.difference() + " in " + gain.interval());
    EvaluationReport report = new EvaluationReport("Two small models of stories");
    results.forEach(report::model);
    System.out.println("report: " + report.write(Path.of(args[0])));
  }

  /** What follows each id in a text. */
  private static List<List<Integer>> followers(int[] text, int vocabulary) {
    List<List<Integer>> followers = new ArrayList<>();
    for (int id = 0; id < vocabulary; id++) {
      followers.add(new ArrayList<>());
    }
    for (int i = 1; i < text.length; i++) {
      followers.get(text[i - 1]).add(text[i]);
    }
    return followers;
  }
}
