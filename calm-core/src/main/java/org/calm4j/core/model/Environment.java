package org.calm4j.core.model;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a model was made: for people who wonder why numbers differ.
 *
 * @param java the Java runtime
 * @param os the operating system and processor architecture
 * @param backend the ND4J backend
 */
public record Environment(String java, String os, String backend) {

  /**
   * The environment of this process.
   *
   * @return descriptions of runtime, system and backend
   */
  public static Environment current() {
    return new Environment(
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        Nd4j.getBackend().getClass().getSimpleName()
            + " "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
  }
}
