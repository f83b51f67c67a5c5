package org.calm4j.core.stories;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who can take part in stories of a variety. Immutable.
 *
 * @param children names of children, of both kinds
 * @param animals names of animals, of both kinds
 */
record Cast(List<Name> children, List<Name> animals) {

  /** The first names of girls and boys in turn, as many as a choice may have options. */
  static Cast of(int variety) {
    return new Cast(first(Names.CHILDREN, variety), first(Names.ANIMALS, variety));
  }

  private static List<Name> first(List<Name> all, int variety) {
    return all.size() <= variety ? all : inTurn(all).limit(variety).toList();
  }

  private static Stream<Name> inTurn(List<Name> all) {
    List<Name> hers = all.stream().filter(name -> name.pronouns() == Pronouns.SHE).toList();
    List<Name> his = all.stream().filter(name -> name.pronouns() == Pronouns.HE).toList();
    return IntStream.range(0, Math.min(hers.size(), his.size()))
        .boxed()
        .flatMap(i -> Stream.of(hers.get(i), his.get(i)));
  }
}
