package org.calm4j.core.model;

import java.nio.file.Path;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;

/**
 * A service that opens codecs of one kind: a module names its implementation in {@code
 * META-INF/services/org.calm4j.core.model.ChunkCodecProvider}. Applications ask {@link
 * ChunkCodecs}.
 */
public interface ChunkCodecProvider {

  /**
   * The kind of model it opens.
   *
   * @return {@link Provenance#kind()} of its folders, for example {@code autoencoder}
   */
  String kind();

  /**
   * Opens a folder of that kind.
   *
   * @param folder a model folder
   * @param engine what the codec runs on; stays the caller's and must outlive the codec
   * @return the codec, owned by the caller
   * @throws IllegalArgumentException if the folder holds no whole model of that kind
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  ChunkCodec open(Path folder, Engine engine);
}
