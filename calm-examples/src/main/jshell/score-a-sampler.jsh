// BrierLM of a model that is not ours: all it takes is a lambda that continues tokens.
//
//   ./calm jshell calm-examples/src/main/jshell/score-a-sampler.jsh
//
// A few seconds. CALM_OPTS=-Dcalm.texts=400 scores more texts and narrows the intervals.
int texts = Integer.getInteger("calm.texts", 100);

// Training text for the model, held-out text for its score.
Tokenizer tokenizer = Tokenizers.of("r50k:512");
TokenStore train = TokenStore.of(tokenizer, List.of("stories:2:1"), progress -> {});
TokenStore valid = TokenStore.of(tokenizer, List.of("stories:0.5:2"), progress -> {});
int[] text = new int[(int) train.tokenCount()];
train.read(0, text, 0, text.length);

// The model remembers what followed every pair of tokens.
Map<List<Integer>, List<Integer>> followers = new HashMap<>();
for (int i = 2; i < text.length; i++) {
  var pair = List.of(text[i - 2], text[i - 1]);
  followers.computeIfAbsent(pair, any -> new ArrayList<>()).add(text[i]);
}

// A sampler: tokens so far in, the next chunk out, here of one token. All chance comes from the
// generator that it is given.
Sampler trigram =
    (context, random) -> {
      int n = context.length;
      List<Integer> seen = n < 2 ? null : followers.get(List.of(context[n - 2], context[n - 1]));
      return new int[] {
        seen == null ? text[random.nextInt(text.length)] : seen.get(random.nextInt(seen.size()))
      };
    };

// Starts have four tokens behind them; the model goes on from its own draws.
EvaluationTexts places = EvaluationTexts.documents(valid, 256);
BrierOptions options = BrierOptions.standard().withMaxTexts(texts);
BrierResult result = BrierLM.score(SamplerModel.of(trigram, 1), places, options);
System.out.printf(
    "BrierLM %.2f, 95 %% interval [%.2f, %.2f], %d places in %d documents%n",
    result.brierLm(), result.score().low(), result.score().high(), result.positions(),
    result.documents());

// The same model at temperature 1/2, drawn exactly: a token counts once two draws agree. The
// comparison on the same texts tells a difference that the two intervals alone may hide.
ExactTemperature half = new ExactTemperature(new Temperature(1.0 / 2), 100_000);
Sampler cooler =
    (context, random) -> half.sample(() -> trigram.next(context, random), random).chunk();
BrierResult cool = BrierLM.score(SamplerModel.of(cooler, 1), places, options);
BrierComparison change = BrierComparison.of(cool, result);
System.out.printf(
    "at temperature 1/2: %+.2f, 95 %% interval [%.2f, %.2f]%n",
    change.difference(), change.interval().low(), change.interval().high());

// Everything that has to be said with a score.
var table = new LinkedHashMap<String, BrierResult>();
table.put("trigram", result);
table.put("trigram at 1/2", cool);
BrierTable.lines(table).forEach(System.out::println);
/exit
