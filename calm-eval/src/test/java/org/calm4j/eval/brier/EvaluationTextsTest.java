package org.calm4j.eval.brier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.calm4j.core.data.ChunkBlocks;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;

class EvaluationTextsTest {
  private static final Tokenizer BYTES = Tokenizers.of("bytes");
  private static final TokenStore STORE =
      TokenStore.temporary(
          BYTES, List.of(TextSource.ofDocuments("t", List.of("abcdefgh", "_", "xyz"))), p -> {});

  @Test
  void documentsAreCutIntoPiecesThatRememberThem() {
    EvaluationTexts texts = EvaluationTexts.documents(STORE, 4);
    assertThat(texts.size()).isEqualTo(3 + 1 + 2);
    assertThat(texts.contextTokens()).isEqualTo(4);
    assertThat(texts.get(0).ids()).containsExactly(BYTES.bosId(), 'a', 'b', 'c');
    assertThat(texts.get(2).ids()).containsExactly('h', BYTES.eosId());
    assertThat(texts.get(2).documents()).containsExactly(0, 0);
    assertThat(texts.get(3).ids()).containsExactly(BYTES.bosId(), '_', BYTES.eosId());
    assertThat(texts.get(3).documents()).containsExactly(1, 1, 1);
    assertThat(texts.get(4).ids()).containsExactly(BYTES.bosId(), 'x', 'y', 'z');
    assertThat(texts.get(5).documents()).containsExactly(2);
    assertThatThrownBy(() -> texts.get(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> EvaluationTexts.documents(STORE, 0)).hasMessageContaining("got 0");
  }

  @Test
  void emptyDocumentsHaveNoPiece() {
    EvaluationTexts texts =
        EvaluationTexts.of(
            List.of(new int[0], new int[0], new int[] {1, 2, 3}, new int[0], new int[] {4}), 2);
    assertThat(texts.size()).isEqualTo(3);
    assertThat(texts.get(0).documents()).containsExactly(2, 2);
    assertThat(texts.get(1).ids()).containsExactly(3);
    assertThat(texts.get(2).documents()).containsExactly(4);
  }

  /** EOS counts as a target, the padding behind it does not. */
  @Test
  void startsHaveFourRealTokensBehindThem() {
    EvaluationText text = EvaluationTexts.documents(STORE, 100).get(0);
    assertThat(text.ids()).hasSize(10);
    assertThat(text.starts(1)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(text.starts(2)).containsExactly(0, 1, 2);
    assertThat(text.starts(3)).containsExactly(0, 1);
    assertThat(text.starts(4)).containsExactly(0);
    assertThat(text.starts(6)).containsExactly(0);
    assertThat(text.starts(7)).isEmpty();
    assertThat(text.starts(11)).isEmpty();
  }

  @Test
  void blocksGoOnAcrossDocuments() {
    EvaluationTexts stream = EvaluationTexts.blocks(new ChunkBlocks(STORE, 1, 8));
    assertThat(stream.size()).isEqualTo(3);
    assertThat(stream.contextTokens()).isEqualTo(8);
    assertThat(stream.get(1).ids())
        .containsExactly(
            'h', BYTES.eosId(), BYTES.bosId(), '_', BYTES.eosId(), BYTES.bosId(), 'x', 'y');
    assertThat(stream.get(1).documents()).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
    assertThat(stream.get(1).starts(2)).containsExactly(0, 1);
    assertThat(stream.get(1).documentAt(0, 2)).isEqualTo(1);
    assertThat(stream.get(1).documentAt(1, 2)).isEqualTo(1);
    assertThat(stream.get(2).ids()).containsExactly('z', BYTES.eosId());
    assertThat(stream.get(2).documents()).containsExactly(2, 2);
  }

  @Test
  void paddingInsideBlocksIsNoTarget() {
    EvaluationTexts blocks = EvaluationTexts.blocks(new ChunkBlocks(STORE, 4, 5));
    EvaluationText text = blocks.get(0);
    assertThat(blocks.size()).isEqualTo(2);
    assertThat(text.ids()).hasSize(20);
    assertThat(text.documents())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 1, 1, 1, -1, 2, 2, 2, 2);
    assertThat(text.starts(4)).containsExactly(0, 3);
    assertThat(text.documentAt(3, 4)).isEqualTo(2);
    assertThat(blocks.get(1).documents()).containsExactly(2, -1, -1, -1);
  }

  @Test
  void aTextNeedsADocumentPerToken() {
    assertThatThrownBy(() -> new EvaluationText(new int[3], new int[2]))
        .hasMessageContaining("got 2 for 3");
  }
}
