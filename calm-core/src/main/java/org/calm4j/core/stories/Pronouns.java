package org.calm4j.core.stories;

/** The pronouns of a character, in narration and in the character's own speech. */
enum Pronouns {
  HE("he", "him", "his", "himself"),
  SHE("she", "her", "her", "herself"),
  THEY("they", "them", "their", "themselves"),
  IT("it", "it", "its", "itself");

  private final String subject;
  private final String object;
  private final String possessive;
  private final String reflexive;

  Pronouns(String subject, String object, String possessive, String reflexive) {
    this.subject = subject;
    this.object = object;
    this.possessive = possessive;
    this.reflexive = reflexive;
  }

  String subject() {
    return subject;
  }

  String object() {
    return object;
  }

  String possessive() {
    return possessive;
  }

  String reflexive() {
    return reflexive;
  }

  /** Whether verbs and nouns that agree with these pronouns stand in the plural. */
  boolean plural() {
    return this == THEY;
  }
}
