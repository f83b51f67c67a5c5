package org.calm4j.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.calm4j.examples.Folders;

/** Trains the smallest models into a folder, for the application under {@code src/it}. */
public final class TinyModelFolder {
  private TinyModelFolder() {}

  /**
   * Trains both stages for a few steps.
   *
   * @param args the folder, which is replaced and gets {@code autoencoder} and {@code
   *     language-model}
   * @throws IOException if what is there cannot be deleted
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).normalize();
    Folders.delete(folder);
    Path autoencoder = folder.resolve("autoencoder");
    require(new Session(TinyModel.training(autoencoder, "--steps", 10)));
    require(
        new Session(
            TinyModel.languageModel(autoencoder, folder.resolve("language-model"), "--steps", 10)));
  }

  private static void require(Session session) {
    if (session.status != 0) {
      throw new IllegalStateException(session.err());
    }
  }
}
