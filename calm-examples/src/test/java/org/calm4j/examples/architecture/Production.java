package org.calm4j.examples.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of all modules without their tests. */
final class Production {
  static final String CORE = "org.calm4j.core..";
  static final String AUTOENCODER = "org.calm4j.autoencoder..";
  static final String LM = "org.calm4j.lm..";
  static final String EVAL = "org.calm4j.eval..";
  static final String EXAMPLES = "org.calm4j.examples..";
  static final String ENGINE = "org.calm4j.core.engine..";

  private Production() {}

  static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("org.calm4j");
  }
}
