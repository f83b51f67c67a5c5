package org.calm4j.core.weights.torch;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.calm4j.core.io.FileErrors;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.TensorSource;
import org.jspecify.annotations.Nullable;

/**
 * A weights file that PyTorch 1.6 or later wrote with {@code torch.save(model.state_dict(), ...)}:
 * {@code pytorch_model.bin} of published models.
 *
 * <pre>{@code
 * try (TorchFile file = TorchFile.open(Path.of("pytorch_model.bin"))) {
 *   INDArray embedding = file.read("encoder.embed_tokens.weight");
 * }
 * }</pre>
 *
 * <p>Opening reads the description of the tensors only. Storages are read where they lie in the
 * archive; tensors that are no row-major piece of theirs are gathered from mapped memory. Several
 * names may share a storage. Reading from several threads is fine.
 */
public final class TorchFile implements TensorSource {
  private final Path path;
  private final FileChannel channel;
  private final Map<String, PlacedView> tensors;
  private @Nullable Mapped mapped;

  /** A view and where its storage begins in the file. */
  private record PlacedView(TensorInfo info, StorageView view, long start) {}

  /** The storage of the tensor that was gathered last. */
  private record Mapped(PlacedView tensor, MappedByteBuffer bytes) {}

  private TorchFile(Path path, FileChannel channel, Map<String, PlacedView> tensors) {
    this.path = path;
    this.channel = channel;
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Opens a file and reads the description of its tensors.
   *
   * @param path the file
   * @return the open file, owned by the caller
   * @throws IllegalArgumentException if it is no sound PyTorch file, or asks for anything besides
   *     tensors; the message says what
   * @throws UncheckedIOException if it cannot be read; the message names it
   */
  public static TorchFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a folder where a weights file is needed");
    }
    try {
      TorchArchive archive = TorchArchive.open(path);
      Map<String, StorageView> views = StateDict.read(path, archive.description());
      Map<String, PlacedView> placed = new LinkedHashMap<>();
      views.forEach(
          (name, view) ->
              placed.put(
                  name,
                  new PlacedView(
                      view.info(name), view, archive.storage(name, view.storage()).offset())));
      return new TorchFile(path, FileChannel.open(path, StandardOpenOption.READ), placed);
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public TensorInfo info(String name) {
    return placed(name).info();
  }

  @Override
  public void elements(String name, long first, ByteBuffer target) {
    PlacedView tensor = placed(name);
    tensor.info().requireElements(path, first, target.remaining());
    try {
      requireWhole(tensor);
      if (tensor.view().isRowMajor()) {
        readFully(
            target, tensor.start() + (tensor.view().offset() + first) * tensor.view().width());
      } else {
        tensor.view().gather(mapped(tensor), first, target);
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  /** Closes the file; arrays read from it stay. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }

  private PlacedView placed(String name) {
    PlacedView tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("%s holds no tensor %s".formatted(path, name));
    }
    return tensor;
  }

  private synchronized ByteBuffer mapped(PlacedView tensor) throws IOException {
    Mapped last = mapped;
    if (last == null || last.tensor() != tensor) {
      long bytes = tensor.view().extent() * tensor.view().width();
      if (bytes > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "%s: tensor %s is spread over %d bytes, more than the %d that can be gathered: save it with contiguous()"
                .formatted(path, tensor.info().name(), bytes, Integer.MAX_VALUE));
      }
      long begin = tensor.start() + tensor.view().offset() * tensor.view().width();
      last = new Mapped(tensor, channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes));
      mapped = last;
    }
    return last.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file that shrank since it was opened must not be mapped: touching it would crash. */
  private void requireWhole(PlacedView tensor) throws IOException {
    long end = tensor.view().offset() + tensor.view().extent();
    if (channel.size() < tensor.start() + end * tensor.view().width()) {
      throw new EOFException("it became shorter while it was open");
    }
  }

  private void readFully(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new EOFException("it became shorter while it was open");
      }
      at += n;
    }
  }
}
