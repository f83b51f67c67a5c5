package org.calm4j.autoencoder;

import org.calm4j.core.chunk.PositionDecoder;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Vectors whose chunk half is done: the states of the chunks, and the codec that goes on. */
final class AutoencoderPositions implements PositionDecoder {
  private final Autoencoder codec;
  private final INDArray states;

  /**
   * Takes over states.
   *
   * @param codec what decodes; its other callers are waited for
   * @param states {@code [chunks, hidden]}, owned by the decoder from now on
   */
  AutoencoderPositions(Autoencoder codec, INDArray states) {
    this.codec = codec;
    this.states = states;
  }

  @Override
  public int chunks() {
    return (int) states.size(0);
  }

  @Override
  public int chunkSize() {
    return codec.chunkSize();
  }

  @Override
  public int[] decode(int position, int... chunks) {
    if (states.wasClosed()) {
      throw new IllegalStateException("the decoder of positions is closed");
    }
    requireInside(position, chunks);
    return codec.decode(states, position, chunks);
  }

  @Override
  public void close() {
    if (!states.wasClosed()) {
      states.close();
    }
  }
}
