package org.calm4j.autoencoder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.chunk.ChunkVectors;
import org.calm4j.core.chunk.PositionDecoder;
import org.calm4j.core.chunk.Posterior;
import org.calm4j.core.chunk.TokenChunks;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.engine.GraphPlan;
import org.calm4j.core.engine.PlanReport;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.layer.Spelling;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained autoencoder as a codec: tokens to vectors and back (paper section 2.1).
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     Autoencoder codec = AutoencoderModel.open(directory, engine).codec()) {
 *   float[][] vectors = codec.encode(ids);
 *   int[] again = codec.decode(vectors);
 * }
 * }</pre>
 *
 * <p>Calls from several threads are safe and run one after another. Weights that the codec does not
 * own may be changed between calls by an optimiser; those it owns must stay as they are, since what
 * depends on them alone is kept: the states of the tokens seen so far, {@code [vocabulary, hidden]}
 * at most.
 */
public final class Autoencoder implements ChunkCodec {
  private final AutoencoderConfig config;
  private final Map<String, INDArray> weights;
  private final String tokenizerIdentity;
  private final Engine engine;
  private final boolean ownsWeights;
  private final CodecGraphs parts;
  private final Encoder encoder;
  private final Decoder decoder;
  private @Nullable PositionPlans positionPlans;
  private boolean closed;

  /**
   * A codec over weights.
   *
   * @param config the architecture
   * @param weights arrays by published parameter name
   * @param ownsWeights whether closing the codec frees the weights; nobody may change them then
   * @param tokenizerIdentity identity of the tokenizer, empty if unknown
   * @param engine what it runs on; stays the caller's and must outlive the codec
   */
  public Autoencoder(
      AutoencoderConfig config,
      Map<String, INDArray> weights,
      boolean ownsWeights,
      String tokenizerIdentity,
      Engine engine) {
    this.config = config;
    this.weights = new LinkedHashMap<>(weights);
    this.ownsWeights = ownsWeights;
    this.tokenizerIdentity = tokenizerIdentity;
    this.engine = engine;
    AutoencoderNetwork network = new AutoencoderNetwork(config);
    Spelling spelling = engine.spelling();
    AutoencoderGraphs graphs = new AutoencoderGraphs(network, spelling, weights);
    this.parts = new CodecGraphs(network, spelling, weights);
    // Composed lookups multiply with the whole table, so a table that fills up by and by is no use.
    this.encoder =
        ownsWeights && spelling == Spelling.FUSED
            ? new FrozenEncoder(parts, engine)
            : new LiveEncoder(graphs, engine);
    this.decoder = new Decoder(config, graphs, engine);
  }

  /**
   * The architecture.
   *
   * @return its configuration
   */
  public AutoencoderConfig config() {
    return config;
  }

  /**
   * The weights by published name.
   *
   * @return live arrays in a map that cannot be changed
   */
  public Map<String, INDArray> weights() {
    return Collections.unmodifiableMap(weights);
  }

  @Override
  public int chunkSize() {
    return config.patchSize();
  }

  @Override
  public int latentSize() {
    return config.latentSize();
  }

  @Override
  public int vocabularySize() {
    return config.vocabSize();
  }

  @Override
  public String tokenizerIdentity() {
    return tokenizerIdentity;
  }

  @Override
  public synchronized Posterior posterior(TokenChunks tokens) {
    ChunkVectors mean = ChunkVectors.create(tokens.chunks(), config.latentSize());
    ChunkVectors logStd = ChunkVectors.create(tokens.chunks(), config.latentSize());
    try {
      posterior(tokens, mean.array(), logStd.array());
    } catch (RuntimeException e) {
      mean.close();
      logStd.close();
      throw e;
    }
    return new Posterior(mean, logStd);
  }

  @Override
  public synchronized void posterior(TokenChunks tokens, INDArray mean, INDArray logStd) {
    requireOpen();
    if (tokens.k() != config.patchSize()) {
      throw new IllegalArgumentException(
          "this autoencoder takes chunks of %d tokens, got chunks of %d"
              .formatted(config.patchSize(), tokens.k()));
    }
    Posterior.requireRoom(tokens.chunks(), config.latentSize(), mean, logStd);
    Batching.split(
        tokens.chunks(),
        (from, count, padded) -> encode(tokens, from, count, padded, mean, logStd));
  }

  private void encode(
      TokenChunks tokens, int from, int count, int padded, INDArray mean, INDArray logStd) {
    int k = config.patchSize();
    int[] ids = new int[padded * k];
    System.arraycopy(tokens.ids(), from * k, ids, 0, count * k);
    GraphPlan plan = encoder.run(ids, from * k);
    int latent = config.latentSize();
    Batching.copy(
        plan.output(encoder.graph().output("mean")), 0, mean, from * latent, count * latent);
    Batching.copy(
        plan.output(encoder.graph().output("log_std")), 0, logStd, from * latent, count * latent);
  }

  @Override
  public synchronized TokenChunks decode(ChunkVectors vectors) {
    requireOpen();
    requireDecodable(vectors);
    return decoder.decode(vectors);
  }

  @Override
  public synchronized PositionDecoder positions(ChunkVectors vectors) {
    requireOpen();
    requireDecodable(vectors);
    return new AutoencoderPositions(this, positionPlans().states(vectors));
  }

  /** What encodes, for tests. */
  Encoder encoder() {
    return encoder;
  }

  /** See {@link AutoencoderPositions}. */
  synchronized int[] decode(INDArray states, int position, int[] chunks) {
    requireOpen();
    return positionPlans().decode(states, position, chunks);
  }

  private PositionPlans positionPlans() {
    if (positionPlans == null) {
      positionPlans = new PositionPlans(parts, engine);
    }
    return positionPlans;
  }

  private void requireDecodable(ChunkVectors vectors) {
    if (vectors.latent() != config.latentSize()) {
      throw new IllegalArgumentException(
          "this autoencoder's vectors have %d entries, got %d"
              .formatted(config.latentSize(), vectors.latent()));
    }
    Memory entries = Memory.of(vectors.array());
    for (int i = 0; i < entries.length(); i++) {
      if (!Float.isFinite(entries.get(i))) {
        throw new IllegalArgumentException(
            "vectors to decode must be finite, got %s in chunk %d"
                .formatted(entries.get(i), i / vectors.latent()));
      }
    }
  }

  /**
   * Where the time of encoding and decoding goes. With weights of its own the encoder begins at the
   * states of tokens that were seen before.
   *
   * @return the reports of the plans used last, the encoder's and the decoder's
   * @throws IllegalStateException before the first call of each
   */
  public synchronized List<PlanReport> reports() {
    return List.of(encoder.report(), decoder.report());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the autoencoder is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      encoder.close();
      decoder.close();
      if (positionPlans != null) {
        positionPlans.close();
      }
      if (ownsWeights) {
        weights.values().forEach(INDArray::close);
      }
    }
  }
}
