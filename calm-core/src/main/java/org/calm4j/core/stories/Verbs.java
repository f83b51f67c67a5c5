package org.calm4j.core.stories;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The verbs of the stories. */
final class Verbs {
  private static final String REGULAR =
      "ask call carry climb close count cry dance fix help jump laugh look love "
          + "open pick play pull push show smell smile talk thank tie try turn wait walk want "
          + "work";

  private static final String DOUBLING = "stop";

  /** Base, past, participle. */
  private static final String IRREGULAR =
      """
      be was been
      beat beat beaten
      begin began begun
      break broke broken
      bring brought brought
      build built built
      buy bought bought
      can could could
      come came come
      cost cost cost
      cut cut cut
      dig dug dug
      eat ate eaten
      fall fell fallen
      feel felt felt
      find found found
      fly flew flown
      get got got
      give gave given
      go went gone
      grow grew grown
      have had had
      hear heard heard
      hide hid hidden
      hit hit hit
      hold held held
      keep kept kept
      know knew known
      lie lay lain
      lose lost lost
      make made made
      meet met met
      put put put
      read read read
      ride rode ridden
      run ran run
      say said said
      see saw seen
      sell sold sold
      sing sang sung
      sit sat sat
      sleep slept slept
      stand stood stood
      take took taken
      tell told told
      think thought thought
      wake woke woken
      """;

  private static final Map<String, Verb> VERBS =
      Stream.of(
              words(REGULAR).map(Verb::regular),
              words(DOUBLING).map(Verb::doubling),
              IRREGULAR.lines().map(Verbs::irregular))
          .flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableMap(Verb::base, Function.identity()));

  private Verbs() {}

  /**
   * Finds a verb.
   *
   * @throws IllegalArgumentException if the stories have no such verb
   */
  static Verb of(String base) {
    Verb verb = VERBS.get(base);
    if (verb == null) {
      throw new IllegalArgumentException("the list of verbs lacks '" + base + "'");
    }
    return verb;
  }

  private static Stream<String> words(String list) {
    return Stream.of(list.split(" "));
  }

  private static Verb irregular(String line) {
    String[] forms = line.split(" ", -1);
    Verb verb = Verb.irregular(forms[0], forms[1], forms[2]);
    return switch (forms[0]) {
      case "be" -> new Verb("be", "is", "was", "been", "being");
      case "have" -> new Verb("have", "has", "had", "had", "having");
      case "lie" -> new Verb("lie", "lies", "lay", "lain", "lying");
      default -> verb;
    };
  }
}
