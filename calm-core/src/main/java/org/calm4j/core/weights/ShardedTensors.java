package org.calm4j.core.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.calm4j.core.io.Json;
import org.calm4j.core.io.Sentences;

/**
 * Weights split over several files, with an index that says which tensor lies where: {@code
 * {"metadata": {...}, "weight_map": {"name": "file", ...}}}.
 */
public final class ShardedTensors implements TensorSource {
  private final Path index;
  private final Map<String, TensorSource> byName;
  private final List<TensorSource> shards;

  private ShardedTensors(Path index, Map<String, TensorSource> byName, List<TensorSource> shards) {
    this.index = index;
    this.byName = Collections.unmodifiableMap(byName);
    this.shards = shards;
  }

  /**
   * Opens all shards and checks them against their index.
   *
   * @param index the index; its shards lie in the same folder
   * @param opener opens one shard
   * @return the tensors of all of them, owned by the caller
   * @throws IllegalArgumentException if the index is damaged, a shard is missing or damaged, or
   *     index and shards name different tensors
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static ShardedTensors open(Path index, Function<Path, ? extends TensorSource> opener) {
    Map<String, Path> places = places(index);
    requireThere(index, places);
    Map<Path, TensorSource> shards = new LinkedHashMap<>();
    try {
      places.values().stream().distinct().forEach(file -> shards.put(file, opener.apply(file)));
      Map<String, TensorSource> byName = new LinkedHashMap<>();
      List<String> absent = new ArrayList<>();
      places.forEach(
          (name, file) -> {
            TensorSource shard = shards.get(file);
            if (shard != null && shard.names().contains(name)) {
              byName.put(name, shard);
            } else {
              absent.add(name + " in " + file.getFileName());
            }
          });
      refuse(index, absent, "names %s that %s not there");
      List<String> unnamed = new ArrayList<>();
      shards.forEach(
          (file, shard) ->
              shard.names().stream()
                  .filter(name -> !file.equals(places.get(name)))
                  .forEach(name -> unnamed.add(name + " in " + file.getFileName())));
      refuse(index, unnamed, "does not name %s that %s in its shards");
      return new ShardedTensors(index, byName, List.copyOf(shards.values()));
    } catch (RuntimeException | Error e) {
      shards.values().forEach(TensorSource::close);
      throw e;
    }
  }

  private static Map<String, Path> places(Path index) {
    JsonNode map = Json.read(index, JsonNode.class).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new IllegalArgumentException(
          index + " is no index of weights: its field weight_map must tell each tensor's file");
    }
    Map<String, Path> places = new LinkedHashMap<>();
    map.properties()
        .forEach(
            entry -> {
              String file = entry.getValue().asText();
              if (!entry.getValue().isTextual()
                  || !file.matches("[^/\\\\:]+")
                  || file.equals("..")) {
                throw new IllegalArgumentException(
                    "%s places the tensor %s in %s, which is no name of a file beside it"
                        .formatted(index, entry.getKey(), entry.getValue()));
              }
              places.put(entry.getKey(), index.resolveSibling(file));
            });
    return places;
  }

  private static void requireThere(Path index, Map<String, Path> places) {
    List<String> missing =
        places.values().stream()
            .distinct()
            .filter(file -> !Files.isRegularFile(file))
            .map(file -> file.getFileName().toString())
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s names %s that %s missing beside it: %s; download them too"
              .formatted(
                  index,
                  Sentences.count(missing.size(), "shard"),
                  missing.size() == 1 ? "is" : "are",
                  Sentences.list(missing)));
    }
  }

  private static void refuse(Path index, List<String> names, String defect) {
    if (!names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s %s: %s; index and shards belong to different models"
              .formatted(
                  index,
                  defect.formatted(
                      Sentences.count(names.size(), "tensor"), names.size() == 1 ? "is" : "are"),
                  Sentences.list(names)));
    }
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  @Override
  public TensorInfo info(String name) {
    return shard(name).info(name);
  }

  @Override
  public void elements(String name, long first, ByteBuffer target) {
    shard(name).elements(name, first, target);
  }

  @Override
  public void close() {
    shards.forEach(TensorSource::close);
  }

  private TensorSource shard(String name) {
    TensorSource shard = byName.get(name);
    if (shard == null) {
      throw new IllegalArgumentException("%s holds no tensor %s".formatted(index, name));
    }
    return shard;
  }
}
