package org.calm4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
  private static final String TRAIN =
      "train-autoencoder --train stories:0.01:1 --valid stories:0.01:2 --out OUT ";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a command is needed | calm",
        "frob | there is no command frob | calm",
        "--frob | calm takes no --frob | calm",
        "info | DIR | calm info",
        "info a b | takes no b | calm info",
        "tokenize --in a.txt --out OUT | --tokenizer | calm tokenize",
        "tokenize --in stories:x:1 --tokenizer bytes --out OUT | stories:x:1 | calm tokenize",
        "tokenize --in a.pdf --tokenizer bytes --out OUT | a.pdf | calm tokenize",
        "tokenize --in stories:1:1 --tokenizer frob --out OUT | 'frob' | calm tokenize",
        "tokenize --in stories:1:1 --tokenizer r50k:9 --out OUT | r50k:9 | calm tokenize",
        "reconstruct --model OUT --in stories:1:1 --noise -1 | -1.0 | calm reconstruct",
        "reconstruct --model OUT --in stories:1:1 --limit 0 | got 0 | calm reconstruct",
        "demo --minutes 0 | --minutes | calm demo",
        "demo --seed x | 'x' | calm demo",
        "bench frob | the cases are gemm, ae_train, ae_reconstruct | calm bench",
        "bench gemm --runs 0 | runs | calm bench"
      })
  void isOneSentenceThatNamesTheHelp(String line, String named, String command) {
    expect(line, named, command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tokenizer bytes --k 0 | (K) must be at least 1, got 0",
        "--tokenizer bytes --layers 3 | even",
        "--tokenizer bytes --hidden -1 | hidden_size",
        "--tokenizer bytes --batch-tokens 3 | --batch-tokens",
        "--tokenizer bytes --steps 0 | at least 1 step",
        "--tokenizer bytes --steps 1 --minutes 1 | exclude each other",
        "--tokenizer bytes --minutes -1 | -1.0",
        "--tokenizer bytes --lr 0 | learning rate",
        "--tokenizer bytes --schedule frob | constant, cosine, linear",
        "--tokenizer bytes --token-dropout 1 | token dropout",
        "--tokenizer bytes --accumulate 0 | accumulation",
        "--tokenizer bytes --threads 0 | --threads",
        "--steps 1 | --tokenizer"
      })
  void ofTrainingToo(String line, String named) {
    expect(TRAIN + line, named, "calm train-autoencoder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--beta 2 | beta, the exponent of the energy score, must be in (0, 2)",
        "--samples 1 | num_samples must be at least 2",
        "--targets 0 | num_targets must be at least 1, got 0",
        "--head-layers 0 | num_mlp_layers must be at least 1, got 0",
        "--head mixture | energy",
        "--steps 1 --minutes 1 | exclude each other",
        "--hidden x | 'x'",
        "--frob | takes no --frob"
      })
  void ofTheLanguageModelBeforeAnyFolderIsOpened(String line, String named) {
    expect(
        "train-lm --autoencoder NOWHERE --train stories:0.01:1 --valid stories:0.01:2 --out OUT "
            + line,
        named,
        "calm train-lm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--train stories:0.01:1 --valid stories:0.01:2 --out OUT | --autoencoder",
        "--autoencoder NOWHERE --train stories:x:1 --valid stories:1:2 --out OUT | stories:x:1",
        "--autoencoder NOWHERE --train stories:1:1 --out OUT | --valid"
      })
  void ofTheLanguageModelWithoutWhatItNeeds(String line, String named) {
    expect("train-lm " + line, named, "calm train-lm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--temperature 1.5 | temperature must be in (0, 1], got 1.5",
        "--temperature 0 | temperature must be in (0, 1], got 0.0",
        "--exact --temperature 1.5 | temperature must be in (0, 1], got 1.5",
        "--temperature 0.7 | needs a temperature 1/n, got 0.7: use 1.0 or 0.5, or the exact",
        "--temperature 0.1 --candidates 9 | needs at least 10 candidates, got 9",
        "--temperature 0.3 --exact --max-draws 3 | needs at least 4 draws",
        "--max-tokens 0 | maxTokens must be at least 1, got 0",
        "--align frob | match, left-padding or right-padding, got frob",
        "--seed x | 'x'",
        "--threads 0 | --threads"
      })
  void ofGenerationBeforeTheModelIsOpened(String line, String named) {
    expect("generate --model NOWHERE --prompt Once " + line, named, "calm generate");
  }

  @Test
  void promptsAreNeeded() {
    Session none = new Session("generate", "--model", folder);
    assertThat(none.status).isEqualTo(2);
    assertThat(none.messages()).singleElement().asString().contains("--prompt");
    Session empty = new Session("generate", "--model", folder, "--prompt", "");
    assertThat(empty.status).isEqualTo(2);
    assertThat(empty.out()).isEmpty();
    assertThat(empty.messages())
        .containsExactly(
            "calm: --prompt is empty: give at least one character; see calm generate --help");
  }

  private void expect(String line, String named, String command) {
    Path out = folder.resolve("out");
    Object[] arguments =
        Arrays.stream(line.split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> word.equals("OUT") ? out.toString() : word)
            .toArray();
    Session session = new Session(arguments);
    assertThat(session.status).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    String last = session.messages().get(session.messages().size() - 1);
    assertThat(last).contains(named).endsWith("; see " + command + " --help");
    assertThat(session.err()).doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void helpAndVersionAreNoErrors() {
    Session help = new Session("train-autoencoder", "--help");
    assertThat(help.status).isZero();
    assertThat(help.out()).contains("--resume").contains("--tokenizer");
    Session version = new Session("--version");
    assertThat(version.status).isZero();
    assertThat(version.out()).startsWith("calm ");
  }

  @Test
  void verboseShowsWhere() {
    Session session = new Session("info", folder.resolve("nothing"), "--verbose");
    assertThat(session.status).isEqualTo(1);
    assertThat(session.err()).contains("\tat org.calm4j");
  }
}
