package org.calm4j.core.model;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;

/**
 * Opens a codec from its folder without knowing its class: whoever works with vectors needs no
 * dependency on the module that made them, only its jar on the class path.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create();
 *     ChunkCodec codec = ChunkCodecs.open(Path.of("runs/ae"), engine)) {
 *   float[][] vectors = codec.encode(ids);
 * }
 * }</pre>
 */
public final class ChunkCodecs {
  /** The kind that this library has a module for. */
  private static final String AUTOENCODER = "autoencoder";

  private ChunkCodecs() {}

  /**
   * Opens a folder with the {@link ChunkCodecProvider} of its kind, found by {@link ServiceLoader}.
   *
   * @param folder a model folder
   * @param engine what the codec runs on; stays the caller's and must outlive the codec
   * @return the codec, owned by the caller
   * @throws IllegalArgumentException if the folder is missing, or holds no whole model, or one that
   *     is no codec
   * @throws IllegalStateException if no provider for autoencoders is on the class path
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ChunkCodec open(Path folder, Engine engine) {
    return open(folder, engine, ServiceLoader.load(ChunkCodecProvider.class));
  }

  static ChunkCodec open(Path folder, Engine engine, Iterable<ChunkCodecProvider> providers) {
    String kind = ModelDirectory.kind(folder);
    Set<String> known = new TreeSet<>();
    for (ChunkCodecProvider provider : providers) {
      if (provider.kind().equals(kind)) {
        return provider.open(folder, engine);
      }
      known.add(provider.kind());
    }
    if (kind.equals(AUTOENCODER)) {
      throw new IllegalStateException(
          "%s holds an autoencoder, but nothing on the class path can open it: add the Maven artifact org.calm4j:calm-autoencoder"
              .formatted(folder));
    }
    known.add(AUTOENCODER);
    throw new IllegalArgumentException(
        "%s holds a model of kind %s, which does not turn chunks of tokens into vectors: give the folder of one of kind %s"
            .formatted(folder, kind, String.join(" or ", known)));
  }
}
