package org.calm4j.core.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.calm4j.core.weights.RenamedTensors;
import org.calm4j.core.weights.TensorComparison;
import org.jspecify.annotations.Nullable;

/**
 * The autoencoder that belongs to a published language model: named by the caller, inside the same
 * weights, or in a folder beside them.
 *
 * @param layout its architecture
 * @param configuration its configuration
 * @param tensors its parameters under their first names
 * @param folder the folder that holds its weights, if it is not inside; owned by this part
 */
record AutoencoderPart(
    PublishedLayout layout,
    ObjectNode configuration,
    RenamedTensors tensors,
    @Nullable HubFolder folder)
    implements AutoCloseable {
  static final String PREFIX = "ae_model.";
  static final String FOLDER = "autoencoder";
  private static final String KIND = "autoencoder";
  private static final String PATH = "ae_path";

  /**
   * Finds it.
   *
   * @param model the language model
   * @param given the caller's folder, null if there is none
   * @return the part, owned by the caller
   */
  static AutoencoderPart find(HubFolder model, @Nullable Path given) {
    RenamedTensors inside = RenamedTensors.below(model.weights(), PREFIX);
    if (given != null) {
      AutoencoderPart part = open(given);
      try {
        requireSame(model, inside, part, given);
        return part;
      } catch (RuntimeException | Error e) {
        part.close();
        throw e;
      }
    }
    Optional<Path> beside = beside(model);
    if (!inside.names().isEmpty()) {
      return inside(model, inside, beside);
    }
    return beside
        .map(AutoencoderPart::open)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no autoencoder, neither inside (tensors %s...) nor beside (its ae_path is %s): say where it is with --autoencoder"
                        .formatted(model.folder(), PREFIX, model.configuration().path(PATH))));
  }

  private static AutoencoderPart open(Path place) {
    HubFolder folder = HubFolder.open(place);
    try {
      PublishedLayout layout = PublishedLayouts.of(place.toString(), folder.configuration());
      if (!layout.kind().equals(KIND)) {
        throw new IllegalArgumentException(
            "%s is of the architecture %s where an autoencoder is needed"
                .formatted(place, layout.architecture()));
      }
      ObjectNode configuration = folder.configuration();
      RenamedTensors tensors =
          LayoutCheck.check(place.toString(), layout, configuration, folder.weights());
      return new AutoencoderPart(layout, configuration, tensors, folder);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  /** Only the configuration may lie elsewhere; without one, the shapes of the tensors tell it. */
  private static AutoencoderPart inside(
      HubFolder model, RenamedTensors inside, Optional<Path> beside) {
    PublishedLayout layout = PublishedLayouts.ofKind(KIND);
    String what = model.folder() + ", autoencoder inside";
    ObjectNode configuration =
        beside
            .map(HubFolder::configuration)
            .or(() -> layout.inferred(inside))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s has an autoencoder inside, but its tensors %s... are not those of one: say where it is with --autoencoder"
                            .formatted(model.folder(), PREFIX)));
    return new AutoencoderPart(
        layout, configuration, LayoutCheck.check(what, layout, configuration, inside), null);
  }

  private static Optional<Path> beside(HubFolder model) {
    String named = model.configuration().path(PATH).asText(FOLDER);
    return List.of(FOLDER, named).stream()
        .flatMap(name -> resolve(model.folder(), name).stream())
        .filter(HubFolder::isHubFolder)
        .findFirst();
  }

  private static Optional<Path> resolve(Path folder, String name) {
    try {
      return name.isBlank() ? Optional.empty() : Optional.of(folder.resolve(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void requireSame(
      HubFolder model, RenamedTensors inside, AutoencoderPart part, Path given) {
    if (inside.names().isEmpty()) {
      return;
    }
    RenamedTensors known =
        LayoutCheck.check(
            model.folder() + ", autoencoder inside", part.layout, part.configuration, inside);
    for (String name : part.tensors.names()) {
      if (!TensorComparison.same(known, name, part.tensors, name)) {
        throw new IllegalArgumentException(
            "%s was trained with another autoencoder than %s: %s differs; leave --autoencoder out to take the one inside"
                .formatted(model.folder(), given, name));
      }
    }
  }

  @Override
  public void close() {
    if (folder != null) {
      folder.close();
    }
  }
}
