package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --head} and {@code --sampling-steps}, from training to scores. */
class HeadCommandsTest {
  @TempDir private static Path shared;
  private static Path autoencoder;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    autoencoder = shared.resolve("autoencoder");
    Session first =
        new Session(TinyModel.training(autoencoder, "--steps", 100, "--lr", 0.003, "--warmup", 9));
    assertThat(first.status).isZero();
  }

  /** The smallest language model, without the options of the energy head. */
  private static Session training(Path out, Object... more) {
    List<Object> arguments = new ArrayList<>();
    Object[] all = TinyModel.languageModel(autoencoder, out, more);
    for (int i = 0; i < all.length; i++) {
      if (all[i].equals("--noise") || all[i].equals("--targets")) {
        i++;
      } else {
        arguments.add(all[i]);
      }
    }
    return new Session(arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flow", "diffusion"})
  void trainsWritesAndIsScored(String head) {
    Path out = folder.resolve(head);
    Session trained =
        training(
            out, "--head", head, "--sampling-steps", 5, "--steps", 20, "--lr", 0.003, "--json");
    assertThat(trained.status).isZero();
    assertThat(trained.out())
        .contains("sampling steps          5\n")
        .contains("best: held-out " + head + " loss");
    assertThat(trained.json().path("best").path("metric").asText()).isEqualTo(head + "_loss");
    Session info = new Session("info", out, "--json");
    assertThat(info.json().path("kind").asText()).isEqualTo("calm-" + head);
    assertThat(info.json().path("configuration").path("model_type").asText()).isEqualTo(head);
    assertThat(info.json().path("configuration").path("num_sampling_steps").intValue())
        .isEqualTo(5);

    Session text = generate(out, "--json");
    Session same = generate(out, "--sampling-steps", 5, "--json");
    Session other = generate(out, "--sampling-steps", 3, "--json");
    assertThat(text.status).isZero();
    assertThat(same.json().path("text")).isEqualTo(text.json().path("text"));
    assertThat(other.status).isZero();
    Session score =
        new Session(
            "eval",
            "--model",
            out,
            "--in",
            "stories:0.002:3",
            "--context",
            60,
            "--samples",
            2,
            "--texts",
            2,
            "--sampling-steps",
            3,
            "--json");
    assertThat(score.status).isZero();
    assertThat(score.json().path("brier_lm").isNumber()).isTrue();

    Session none = generate(out, "--sampling-steps", 0);
    assertThat(none.status).isEqualTo(1);
    assertThat(none.out()).isEmpty();
    assertThat(none.messages())
        .singleElement()
        .asString()
        .contains("sampling steps of the " + head + " head must be in [")
        .contains("got 0");
  }

  private static Session generate(Path model, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("generate", "--model", model, "--prompt", "Once upon a time, there was"));
    arguments.addAll(List.of("--max-tokens", 8, "--temperature", 1));
    arguments.addAll(List.of(more));
    return new Session(arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--head gan: the head must be one of energy, flow, diffusion, got gan",
        "--head flow --sampling-steps 0: sampling steps of the flow head must be in [1, 1000], got 0",
        "--head diffusion --sampling-steps 1: sampling steps of the diffusion head must be in"
            + " [2, 1000], got 1",
        "--head flow --beta 1.5: --beta has no meaning for the flow head: leave it out",
        "--head diffusion --solver euler: --solver has no meaning for the diffusion head: leave it"
            + " out",
        "--head flow --solver heun: the solver of the flow head must be euler or midpoint, got heun",
        "--sampling-steps 5: --sampling-steps has no meaning for the energy head: leave it out"
      })
  void valuesThatDoNotFitAreWrongUsage(String line) {
    int colon = line.indexOf(": ");
    Path out = folder.resolve("run");
    List<Object> options = new ArrayList<>(List.of("--steps", 2));
    options.addAll(List.of(line.substring(0, colon).split(" ")));
    Session session = training(out, options.toArray());
    assertThat(session.status).isEqualTo(2);
    assertThat(session.messages())
        .singleElement()
        .asString()
        .contains(line.substring(colon + 2))
        .endsWith("; see calm train-lm --help");
    assertThat(out).doesNotExist();
  }

  @Test
  void onlyChainsTakeSamplingSteps() {
    Path energy = folder.resolve("energy");
    assertThat(training(energy, "--steps", 2).status).isZero();
    Session session = generate(energy, "--sampling-steps", 5);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages())
        .containsExactly(
            "calm: the energy head makes a vector in one pass, so it cannot take 5 sampling steps:"
                + " leave them out");
    assertThat(new Session("train-lm", "--help").out())
        .contains("energy, flow, diffusion")
        .contains("--sampling-steps");
  }
}
