package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.calm4j.core.tokenizer.Tokenizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAutoencoderCommandTest {
  @TempDir private Path folder;

  @Test
  void trainsResumesAndTellsAboutIt() throws IOException {
    Path out = folder.resolve("run");
    Session first = new Session(TinyModel.training(out, "--steps", 10, "--json"));

    assertThat(first.status).isZero();
    assertThat(first.out())
        .contains("seed                    1\n")
        .contains("hidden size             16\n")
        .contains("10 steps\n")
        .contains("warmup steps 1\n")
        .contains("writes to               " + out)
        .contains("trained: 10 steps, 2,560 tokens");
    assertThat(first.messages())
        .containsExactly(
            "calm: a warm-up of 1 steps instead of 1000, since the run has only 10;"
                + " --warmup sets another");
    assertThat(first.json().path("steps").intValue()).isEqualTo(10);
    assertThat(first.json().path("tokens").intValue()).isEqualTo(2560);
    assertThat(first.json().path("seconds").doubleValue()).isPositive();
    assertThat(first.json().path("tokens_per_s").doubleValue()).isPositive();
    assertThat(first.json().path("final_loss").doubleValue()).isPositive();
    assertThat(first.json().path("best").path("metric").asText()).isEqualTo("token_accuracy");
    assertThat(out.resolve("model.safetensors")).exists();
    assertThat(Tokenizers.load(out.resolve("tokenizer.json")).spec()).isEqualTo("r50k:300");
    assertThat(out.resolve("plots")).isDirectoryContaining("glob:**.png");

    Session again = new Session(TinyModel.training(out, "--steps", 10));
    assertThat(again.status).isEqualTo(1);
    assertThat(again.messages().get(1)).contains("holds another run").contains("--resume");

    // The warm-up stays what it was, though the run is longer now.
    Session resumed = new Session(TinyModel.training(out, "--steps", 30, "--resume", "--json"));
    assertThat(resumed.status).isZero();
    assertThat(resumed.err()).contains("resumed after step 10");
    assertThat(resumed.json().path("steps").intValue()).isEqualTo(30);

    Session other = new Session(TinyModel.training(out, "--steps", 40, "--resume", "--lr", 0.5));
    assertThat(other.status).isEqualTo(1);
    assertThat(other.messages().get(0)).contains("peak").contains("0.5");
  }

  @Test
  void endsByTheClock() {
    Path out = folder.resolve("run");
    Session session =
        new Session(
            TinyModel.training(
                out, "--minutes", 0.002, "--warmup", 0, "--schedule", "cosine", "--json"));
    assertThat(session.status).isZero();
    assertThat(session.out()).contains("cosine, peak 3.0E-4, warmup steps 0, final fraction 0.05");
    assertThat(session.json().path("best").path("value").isNumber()).isTrue();
  }

  @Test
  void doesWithoutEvaluations() {
    Path out = folder.resolve("run");
    Session session =
        new Session(
            TinyModel.training(out, "--steps", 2, "--warmup", 0, "--evaluate-every", 0, "--json"));
    assertThat(session.status).isZero();
    assertThat(session.json().path("best").isNull()).isTrue();
    assertThat(out.resolve("model.safetensors")).exists();
  }

  @Test
  void textThatCannotBeReadLeavesNoFolder() throws IOException {
    Path broken = Files.write(folder.resolve("broken.txt"), new byte[] {'a', (byte) 0xff, 'b'});
    Path out = folder.resolve("run");
    Session session =
        new Session(
            "train-autoencoder",
            "--train",
            broken,
            "--valid",
            broken,
            "--tokenizer",
            "bytes",
            "--steps",
            2,
            "--warmup",
            0,
            "--out",
            out);
    assertThat(session.status).isEqualTo(1);
    assertThat(session.messages()).singleElement().asString().contains("broken.txt");
    assertThat(out).doesNotExist();
  }
}
