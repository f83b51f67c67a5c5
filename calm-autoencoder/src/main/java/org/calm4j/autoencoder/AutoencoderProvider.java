package org.calm4j.autoencoder;

import java.nio.file.Path;
import org.calm4j.core.chunk.ChunkCodec;
import org.calm4j.core.engine.Engine;
import org.calm4j.core.model.ChunkCodecProvider;

/** Opens autoencoders for {@link org.calm4j.core.model.ChunkCodecs}; not meant to be called. */
public final class AutoencoderProvider implements ChunkCodecProvider {

  /** For the service loader. */
  public AutoencoderProvider() {}

  @Override
  public String kind() {
    return AutoencoderModel.KIND;
  }

  @Override
  public ChunkCodec open(Path folder, Engine engine) {
    return AutoencoderModel.open(folder, engine).codec();
  }
}
