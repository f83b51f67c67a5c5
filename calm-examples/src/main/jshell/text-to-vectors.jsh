// Text to vectors and back: trains a small autoencoder, then looks at its vectors.
//
//   ./calm jshell calm-examples/src/main/jshell/text-to-vectors.jsh
//
// Half a minute on two cores. CALM_OPTS=-Dcalm.steps=600 trains longer and reconstructs better.
int steps = Integer.getInteger("calm.steps", 200);
Path folder = Files.createTempDirectory("calm-text-to-vectors");

// Two megabytes of generated stories, and a few of another seed that training never sees.
Tokenizer tokenizer = Tokenizers.of("r50k:512");
TokenStore train = TokenStore.of(tokenizer, List.of("stories:2:1"), progress -> {});
TokenStore valid = TokenStore.of(tokenizer, List.of("stories:0.1:2"), progress -> {});

// Four tokens become one vector of 64 numbers. An engine runs everything that computes.
Engine engine = Engine.create();
AutoencoderRecipe recipe = AutoencoderRecipe.small(tokenizer.vocabularySize());
TrainingOptions options =
    TrainingOptions.of(new Budget.Steps(steps), new Schedule.Cosine(3e-3, 20, 0.02));
try (AutoencoderRun run =
    new AutoencoderRun(folder, recipe, options, tokenizer, train, valid, engine, false)) {
  run.train(List.of(new ConsoleProgress(System.err, false)));
}

// A trained model is a folder. What it has not seen, it should still give back.
AutoencoderModel model = AutoencoderModel.open(folder, engine);
Reconstruction heldOut = Reconstruction.of(model.codec(), valid, 20_000, List.of(0.3), 7);
System.out.printf("%.2f %% of held-out tokens come back%n", 100 * heldOut.tokenAccuracy());

// A sentence as vectors, one for every four tokens.
String sentence = "Mia ran to the lake and looked for her bell.";
float[][] vectors = model.encode(sentence);
System.out.println(vectors.length + " vectors of " + vectors[0].length + " numbers");

// And back.
String again = model.decode(vectors);
System.out.println(again);

// Vectors are a space: noise on every number moves a text to its neighbours.
try (ChunkVectors exact = ChunkVectors.copyOf(vectors)) {
  for (double noise : List.of(0.3, 1.0)) {
    try (ChunkVectors moved = exact.disturbed(noise, new Random(1))) {
      System.out.println("noise " + noise + ": " + model.decode(moved.toArrays()));
    }
  }
}

// An encoder gives a distribution: the mean that was used above, and how sure it is.
TokenChunks chunks = TokenChunks.padded(tokenizer.encode(sentence), 4, tokenizer.padId());
try (Posterior posterior = model.codec().posterior(chunks)) {
  double spread = Math.exp(posterior.logStd().array().meanNumber().doubleValue());
  System.out.printf("typical standard deviation of a number: %.3f%n", spread);
}

// Engine and models hold memory outside the Java heap. The model stays in its folder.
model.close();
engine.close();
System.out.println("the model is in " + folder);
/exit
