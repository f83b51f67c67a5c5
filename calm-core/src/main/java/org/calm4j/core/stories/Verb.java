package org.calm4j.core.stories;

/**
 * A verb with the forms that the stories use.
 *
 * @param base the infinitive, for example {@code give}
 * @param third the third person singular of the present: {@code gives}
 * @param past the simple past: {@code gave}
 * @param participle the past participle: {@code given}
 * @param ing the present participle: {@code giving}
 */
record Verb(String base, String third, String past, String participle, String ing) {

  /** Makes a regular verb; {@code stop} needs {@link #doubling} instead. */
  static Verb regular(String base) {
    String past = stem(base) + "ed";
    return new Verb(base, thirdPerson(base), past, past, ing(base));
  }

  /** Makes a regular verb that doubles its last consonant: stop, stopped, stopping. */
  static Verb doubling(String base) {
    String stem = base + base.charAt(base.length() - 1);
    return new Verb(base, thirdPerson(base), stem + "ed", stem + "ed", stem + "ing");
  }

  /**
   * Makes an irregular verb; the other two forms follow the rules, but for the doubled consonant of
   * short verbs: get, getting.
   */
  static Verb irregular(String base, String past, String participle) {
    int last = base.length() - 1;
    boolean doubled =
        last == 2
            && !Noun.isVowel(base.charAt(0))
            && Noun.isVowel(base.charAt(1))
            && "tgnm".indexOf(base.charAt(2)) >= 0;
    String ing = doubled ? base + base.charAt(last) + "ing" : ing(base);
    return new Verb(base, thirdPerson(base), past, participle, ing);
  }

  /** The simple past that agrees with its subject: only {@code be} has two. */
  String past(boolean plural) {
    return plural && base.equals("be") ? "were" : past;
  }

  /** The present that agrees with a subject in the third person. */
  String present(boolean plural) {
    return plural ? (base.equals("be") ? "are" : base) : third;
  }

  private static String stem(String base) {
    if (base.endsWith("e")) {
      return base.substring(0, base.length() - 1);
    }
    return endsInConsonantAndY(base) ? base.substring(0, base.length() - 1) + "i" : base;
  }

  private static String ing(String base) {
    boolean silentE = base.endsWith("e") && !base.endsWith("ee");
    return (silentE ? base.substring(0, base.length() - 1) : base) + "ing";
  }

  private static String thirdPerson(String base) {
    if (base.endsWith("s") || base.endsWith("sh") || base.endsWith("ch") || base.endsWith("o")) {
      return base + "es";
    }
    return endsInConsonantAndY(base) ? base.substring(0, base.length() - 1) + "ies" : base + "s";
  }

  private static boolean endsInConsonantAndY(String base) {
    return base.endsWith("y") && !Noun.isVowel(base.charAt(base.length() - 2));
  }
}
