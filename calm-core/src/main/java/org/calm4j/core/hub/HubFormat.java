package org.calm4j.core.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.calm4j.core.weights.SafetensorsWriter;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.torch.TorchWriter;

/** The containers that published weights come in. */
public enum HubFormat {
  /** {@code model.safetensors}: every name with values of its own. */
  SAFETENSORS("model", ".safetensors") {
    @Override
    void write(Path file, List<TensorCopy> tensors, LongConsumer progress) {
      SafetensorsWriter.copy(file, tensors, Map.of("format", "pt"), progress);
    }
  },

  /** {@code pytorch_model.bin}: two names of one parameter share their values. */
  PYTORCH("pytorch_model", ".bin") {
    @Override
    void write(Path file, List<TensorCopy> tensors, LongConsumer progress) {
      TorchWriter.copy(file, tensors, progress);
    }

    @Override
    long bytes(List<TensorCopy> tensors) {
      return TorchWriter.bytes(tensors);
    }
  };

  private final String stem;
  private final String suffix;

  HubFormat(String stem, String suffix) {
    this.stem = stem;
    this.suffix = suffix;
  }

  /** Bytes of weights that one file of these tensors holds. */
  long bytes(List<TensorCopy> tensors) {
    return tensors.stream().map(TensorCopy::info).mapToLong(TensorInfo::bytes).sum();
  }

  abstract void write(Path file, List<TensorCopy> tensors, LongConsumer progress);

  /** The only file of unsharded weights. */
  String file() {
    return stem + suffix;
  }

  /** A shard's file; the first one has the number 1. */
  String shard(int number, int of) {
    return "%s-%05d-of-%05d%s".formatted(stem, number, of, suffix);
  }
}
