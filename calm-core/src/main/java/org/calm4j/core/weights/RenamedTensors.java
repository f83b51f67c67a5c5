package org.calm4j.core.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some tensors of a source under other names, for example the autoencoder inside a language model's
 * file. Does not own the source: closing it does nothing.
 */
public final class RenamedTensors implements TensorSource {
  private final TensorSource source;
  private final Map<String, String> stored;

  /**
   * Chooses tensors.
   *
   * @param source where they lie; stays the caller's
   * @param stored new name to the name in the source, in the order to list them
   * @throws IllegalArgumentException if the source lacks one
   */
  public RenamedTensors(TensorSource source, Map<String, String> stored) {
    this.source = source;
    this.stored = Collections.unmodifiableMap(new LinkedHashMap<>(stored));
    this.stored.values().forEach(source::info);
  }

  /**
   * The tensors whose names begin with a prefix, without it.
   *
   * @param source where they lie; stays the caller's
   * @param prefix for example {@code ae_model.}
   * @return those tensors, perhaps none
   */
  public static RenamedTensors below(TensorSource source, String prefix) {
    Map<String, String> stored = new LinkedHashMap<>();
    for (String name : source.names()) {
      if (name.startsWith(prefix)) {
        stored.put(name.substring(prefix.length()), name);
      }
    }
    return new RenamedTensors(source, stored);
  }

  @Override
  public Path path() {
    return source.path();
  }

  @Override
  public List<String> names() {
    return List.copyOf(stored.keySet());
  }

  @Override
  public TensorInfo info(String name) {
    TensorInfo info = source.info(storedName(name));
    return new TensorInfo(name, info.dtype(), info.shape());
  }

  @Override
  public void elements(String name, long first, ByteBuffer target) {
    source.elements(storedName(name), first, target);
  }

  @Override
  public void close() {}

  private String storedName(String name) {
    String found = stored.get(name);
    if (found == null) {
      throw new IllegalArgumentException("%s holds no tensor %s".formatted(path(), name));
    }
    return found;
  }
}
