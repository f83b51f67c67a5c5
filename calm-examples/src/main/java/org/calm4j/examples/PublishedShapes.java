package org.calm4j.examples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.calm4j.autoencoder.AutoencoderConfig;
import org.calm4j.autoencoder.AutoencoderLayout;
import org.calm4j.core.engine.layer.ParameterSpec;
import org.calm4j.core.hub.PublishedLayout;
import org.calm4j.core.io.Json;
import org.calm4j.core.weights.SafetensorsWriter;
import org.calm4j.core.weights.TensorCopy;
import org.calm4j.core.weights.TensorInfo;
import org.calm4j.core.weights.TensorSource;
import org.calm4j.core.weights.TensorType;
import org.calm4j.core.weights.torch.TorchWriter;
import org.calm4j.lm.CalmConfig;
import org.calm4j.lm.CalmLayout;

/**
 * Writes folders of the shape of published models, filled with random weights: to measure what
 * importing and loading cost without downloading anything.
 */
public final class PublishedShapes {
  private PublishedShapes() {}

  /**
   * Runs the example.
   *
   * @param args the folder to write, {@code autoencoder} or {@code calm-m}, and {@code safetensors}
   *     or {@code pytorch}
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    boolean calm = args[1].equals("calm-m");
    boolean torch = args[2].equals("pytorch");
    AutoencoderConfig codec = AutoencoderConfig.published(CalmConfig.calmM().vocabSize());
    ObjectNode codecSizes = Json.mapper().valueToTree(codec);
    Json.write(
        folder.resolve("config.json"),
        calm ? calmM() : codecSizes.put("model_type", "autoencoder"));
    Map<String, String> stored = new LinkedHashMap<>();
    RandomTensors source = new RandomTensors(folder, new LinkedHashMap<>());
    if (calm) {
      source.add(new CalmLayout(), calmM(), "", stored);
      source.add(new AutoencoderLayout(), codecSizes, "ae_model.", stored);
    } else {
      source.add(new AutoencoderLayout(), codecSizes, "", stored);
    }
    List<TensorCopy> tensors = new ArrayList<>();
    stored.forEach((name, first) -> tensors.add(TensorCopy.exact(name, source, first)));
    if (torch) {
      TorchWriter.copy(folder.resolve("pytorch_model.bin"), tensors, bytes -> {});
    } else {
      SafetensorsWriter.copy(folder.resolve("model.safetensors"), tensors, Map.of(), bytes -> {});
    }
    long values = source.infos.values().stream().mapToLong(TensorInfo::elements).sum();
    System.out.println(String.format(Locale.ROOT, "%,d parameters in %s", values, folder));
  }

  private static ObjectNode calmM() {
    CalmConfig config = CalmConfig.calmM();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("model_type", "energy")
        .put("ae_path", "autoencoder")
        .put("vocab_size", config.vocabSize())
        .put("pad_token_id", config.padTokenId())
        .put("patch_size", config.patchSize())
        .put("latent_size", config.latentSize());
    return config.head().write(config.backbone().write(node));
  }

  /** Small pseudo-random values, a function of tensor and place. */
  private record RandomTensors(Path path, Map<String, TensorInfo> infos) implements TensorSource {

    /** Adds a model's parameters, and tells which name has whose values. */
    void add(PublishedLayout layout, ObjectNode config, String prefix, Map<String, String> stored) {
      for (ParameterSpec spec : layout.parameters(config)) {
        String name = prefix + spec.name();
        infos.put(name, new TensorInfo(name, TensorType.F32, spec.shape()));
        stored.put(name, name);
      }
      layout
          .secondNames(config)
          .forEach((second, first) -> stored.put(prefix + second, prefix + first));
    }

    @Override
    public List<String> names() {
      return List.copyOf(infos.keySet());
    }

    @Override
    public TensorInfo info(String name) {
      return Objects.requireNonNull(infos.get(name));
    }

    @Override
    public void elements(String name, long first, ByteBuffer target) {
      long state = name.hashCode() * 0x9e3779b97f4a7c15L + first;
      while (target.hasRemaining()) {
        long bits = state++ * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 31)) * 0x94d049bb133111ebL;
        target.putFloat((bits >> 40) * 0x1p-23f * 0.03f);
      }
    }

    @Override
    public void close() {}
  }
}
