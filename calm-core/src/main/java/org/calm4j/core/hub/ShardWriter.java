package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.TensorCopy;

/** Writes weights in one file, or in shards with an index when they are larger than that. */
record ShardWriter(HubFormat format, long maxBytes) {

  void write(Path folder, List<TensorCopy> tensors, LongConsumer progress) {
    List<List<TensorCopy>> shards = split(tensors);
    if (shards.size() == 1) {
      format.write(folder.resolve(format.file()), tensors, progress);
      return;
    }
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    long total = tensors.stream().mapToLong(tensor -> tensor.info().bytes()).sum();
    index.putObject("metadata").put("total_size", total);
    ObjectNode map = index.putObject("weight_map");
    for (int i = 0; i < shards.size(); i++) {
      String name = format.shard(i + 1, shards.size());
      format.write(folder.resolve(name), shards.get(i), progress);
      shards.get(i).forEach(tensor -> map.put(tensor.name(), name));
    }
    Json.write(folder.resolve(format.file() + HubFolder.INDEX), index);
  }

  /** Bytes of weights in all files. */
  long bytes(List<TensorCopy> tensors) {
    return split(tensors).stream().mapToLong(format::bytes).sum();
  }

  /** In order, as many in one file as fit. */
  private List<List<TensorCopy>> split(List<TensorCopy> tensors) {
    List<List<TensorCopy>> shards = new ArrayList<>();
    List<TensorCopy> last = new ArrayList<>();
    long bytes = 0;
    for (TensorCopy tensor : tensors) {
      long size = tensor.info().bytes();
      if (!last.isEmpty() && size > maxBytes - bytes) {
        shards.add(last);
        last = new ArrayList<>();
        bytes = 0;
      }
      last.add(tensor);
      bytes += size;
    }
    shards.add(last);
    return shards;
  }
}
