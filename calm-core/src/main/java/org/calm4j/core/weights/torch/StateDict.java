package org.calm4j.core.weights.torch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import net.razorvine.pickle.PickleException;

/** The dictionary of tensors that a pickle describes. */
final class StateDict {
  private StateDict() {}

  static Map<String, StorageView> read(Path path, byte[] pickle) {
    Object top;
    try {
      top = new TorchUnpickler().load(new ByteArrayInputStream(pickle));
    } catch (RefusedPickleException e) {
      throw TorchArchive.refused(path, String.valueOf(e.getMessage()));
    } catch (IOException | PickleException e) {
      throw TorchArchive.refused(path, "its data.pkl is damaged: " + e.getMessage());
    } catch (IndexOutOfBoundsException | ClassCastException | NegativeArraySizeException e) {
      // What an instruction needs is not on the pickle's stack.
      throw TorchArchive.refused(path, "its data.pkl is damaged: it does not make sense");
    } catch (IllegalArgumentException e) {
      throw TorchArchive.refused(path, String.valueOf(e.getMessage()));
    }
    if (!(top instanceof Map<?, ?> entries)) {
      throw TorchArchive.refused(
          path, "it holds no dictionary of tensors: save the model's state_dict()");
    }
    Map<String, StorageView> tensors = new LinkedHashMap<>();
    entries.forEach(
        (name, value) -> {
          if (!(value instanceof StorageView view)) {
            throw TorchArchive.refused(
                path,
                "its entry %s is no tensor: save the model's state_dict() alone".formatted(name));
          }
          tensors.put((String) name, view);
        });
    return tensors;
  }
}
