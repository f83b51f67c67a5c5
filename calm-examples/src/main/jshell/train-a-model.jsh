// A small CALM from nothing: the autoencoder first, then the language model over its vectors.
//
//   ./calm jshell calm-examples/src/main/jshell/train-a-model.jsh
//
// Less than a minute on two cores: enough for words, not for sense. CALM_OPTS=-Dcalm.steps=2000
// trains longer; ./calm demo shows what five minutes give.
int steps = Integer.getInteger("calm.steps", 150);
Path folder = Files.createTempDirectory("calm-train-a-model");
Path autoencoder = folder.resolve("autoencoder");
Path languageModel = folder.resolve("language-model");

// Generated stories: training text, and held-out text of another seed.
Tokenizer tokenizer = Tokenizers.of("r50k:512");
TokenStore train = TokenStore.of(tokenizer, List.of("stories:2:1"), progress -> {});
TokenStore valid = TokenStore.of(tokenizer, List.of("stories:0.1:2"), progress -> {});
Engine engine = Engine.create();
var progress = List.of(new ConsoleProgress(System.err, false));

// Stage one: two tokens become one vector of 32 numbers. A small K learns fast.
AutoencoderRecipe small = AutoencoderRecipe.small(tokenizer.vocabularySize());
AutoencoderRecipe first =
    new AutoencoderRecipe(
        small.model().withSizes(2, 96, 32), small.objective(), new TrainingData(2048, 16, 40_000),
        small.optimizer());
TrainingOptions options =
    TrainingOptions.of(new Budget.Steps(steps), new Schedule.Cosine(3e-3, 20, 0.02));
try (AutoencoderRun run =
    new AutoencoderRun(autoencoder, first, options, tokenizer, train, valid, engine, false)) {
  run.train(progress);
}

// Stage two: the language model sees the autoencoder as a codec and predicts the next vector.
TrainingResult result;
try (ChunkCodec codec = ChunkCodecs.open(autoencoder, engine)) {
  CalmConfig config =
      CalmConfig.over(codec, new BackboneConfig(128, 344, 2, 4, 4, 256, 10000, 1e-6))
          .withHead(new EnergyHeadConfig(2, 16, 4, 50, 1))
          .withInitializerRange(0.07);
  CalmRecipe second =
      new CalmRecipe(config, new CalmData(4, 95, 8, true), AdamWOptions.published());
  TrainingOptions slower =
      TrainingOptions.of(new Budget.Steps(2 * steps), new Schedule.Cosine(2e-3, 20, 0.02));
  try (CalmRun run =
      new CalmRun(
          languageModel, autoencoder, codec, second, slower, tokenizer, train, valid, engine,
          false)) {
    result = run.train(progress);
  }
}
System.out.printf("%d steps, %.0f tokens/s%n", result.steps(), result.tokensPerSecond());

// The folder is complete: it holds a copy of the autoencoder. Lower temperatures write safer text.
CalmModel model = CalmModel.open(languageModel, engine);
GenerationOptions writing = GenerationOptions.standard().withMaxTokens(60).withSeed(1);
Generation story = model.generate("Once upon a time", writing.withTemperature(1.0 / 2));
System.out.println("Once upon a time" + story.text());

model.close();
engine.close();
System.out.println("the models are in " + folder);
/exit
