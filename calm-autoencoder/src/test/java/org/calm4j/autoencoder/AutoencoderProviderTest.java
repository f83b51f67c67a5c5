package org.calm4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.io.Json;
import org.calm4j.core.model.ChunkCodecs;
import org.calm4j.core.model.DataIdentity;
import org.calm4j.core.model.Provenance;
import org.calm4j.core.model.RunSummary;
import org.calm4j.core.model.TokenizerIdentity;
import org.calm4j.core.random.RandomStreams;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Autoencoders open for those who do not know this module's classes. */
class AutoencoderProviderTest {
  @TempDir Path folder;

  @Test
  void opensWithoutItsClass() {
    Tokenizer tokenizer = Tokenizers.of("bytes");
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            AutoencoderConfig.published(tokenizer.vocabularySize()).withSizes(4, 16, 8),
            AutoencoderObjective.published(),
            new TrainingData(512, 4, 2000),
            org.calm4j.core.optim.AdamWOptions.published());
    Map<String, INDArray> weights =
        new AutoencoderNetwork(recipe.model()).initialize(new RandomStreams(2));
    Provenance provenance =
        Provenance.of(
            AutoencoderModel.KIND,
            Json.mapper().valueToTree(recipe),
            new DataIdentity(List.of("none"), "abc", 0, 0),
            TokenizerIdentity.of(tokenizer),
            new RunSummary(7, 0, 0, 0, "2026-01-31T12:00:00Z", "2026-01-31T12:01:30Z"));
    AutoencoderModel.save(folder, recipe, weights, tokenizer, provenance);
    try (Engine engine = new Engine(2);
        Autoencoder same = new Autoencoder(recipe.model(), weights, true, "", engine);
        ChunkCodec codec = ChunkCodecs.open(folder, engine)) {
      assertThat(codec.tokenizerIdentity()).isEqualTo(tokenizer.identity());
      assertThat(codec.encode(1, 2, 3, 4)).isDeepEqualTo(same.encode(1, 2, 3, 4));
    }
  }
}
