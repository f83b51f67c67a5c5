package org.calm4j.core.store;

import java.util.ArrayList;
import java.util.List;
import org.calm4j.core.text.TextSize;
import org.calm4j.core.tokenizer.CleanText;
import org.calm4j.core.tokenizer.Tokenizer;

/**
 * Some documents as ids.
 *
 * @param documents the ids of each, without BOS and EOS
 * @param summary the counts of all of them, with BOS and EOS
 */
record EncodedBatch(List<int[]> documents, TokenStoreSummary summary) {

  static EncodedBatch of(List<String> texts, Tokenizer tokenizer) {
    List<int[]> documents = new ArrayList<>(texts.size());
    TokenStoreSummary summary = TokenStoreSummary.NOTHING;
    for (String text : texts) {
      CleanText clean = CleanText.of(text);
      int[] ids = tokenizer.encode(clean.text());
      documents.add(ids);
      TextSize size = TextSize.of(clean.text());
      summary =
          summary.plus(
              new TokenStoreSummary(
                  1, ids.length + 2L, size.characters(), size.bytes(), clean.replacements()));
    }
    return new EncodedBatch(documents, summary);
  }
}
