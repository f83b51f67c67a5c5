package org.calm4j.examples.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.calm4j.core.store.TokenStore;
import org.calm4j.core.text.TextSource;
import org.calm4j.core.tokenizer.Tokenizer;
import org.calm4j.core.tokenizer.Tokenizers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Tells wrong usage (exit status 2) from failures (1): what an option's value alone makes
 * impossible is wrong usage, what files hold is not.
 */
final class Usage {
  private Usage() {}

  /** Refuses a value. */
  static void require(CommandSpec command, boolean condition, String sentence) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }

  /** Makes something from options alone, such as a configuration that checks its values. */
  static <T> T from(CommandSpec command, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** Makes the tokenizer that an option names; a file that is damaged is no wrong usage. */
  static Tokenizer tokenizer(CommandSpec command, String spec) {
    int colon = spec.lastIndexOf(':');
    boolean file = isFile(spec) || (colon > 0 && isFile(spec.substring(0, colon)));
    return file ? Tokenizers.of(spec) : from(command, () -> Tokenizers.of(spec));
  }

  /** Checks early that texts are named in a form that can be read, and are there. */
  static void texts(CommandSpec command, List<String> specs) {
    for (String spec : specs) {
      if (spec.startsWith("stories:") || !isStore(command, spec)) {
        from(command, () -> TextSource.of(spec));
      }
    }
  }

  private static boolean isStore(CommandSpec command, String spec) {
    return TokenStore.isTokenStore(from(command, () -> Path.of(spec)));
  }

  private static boolean isFile(String name) {
    try {
      return Path.of(name).toFile().exists();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
