package org.calm4j.examples.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.calm4j.examples.architecture.Production.EXAMPLES;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;

/** Where randomness, logs and state may come from. */
class HabitsTest {
  private static final JavaClasses CLASSES = Production.classes();
  private static final String RANDOM = "org.calm4j.core.random";

  /** Every draw comes from a named, seeded stream. */
  @Test
  void randomNumbersComeFromStreams() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(Nd4j.class)))
                .and(target(nameMatching("rand.*|getRandom.*|choice|shuffle|getDistributions"))))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j.linalg.api.rng..", "org.nd4j.linalg.api.ops.random..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(RANDOM)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.SplittableRandom")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.random.RandomGeneratorFactory")
        .check(CLASSES);
  }

  @Test
  void theLibraryIsSilent() {
    noClasses()
        .that()
        .resideOutsideOfPackage(EXAMPLES)
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.calm4j.examples.demo..",
            "org.calm4j.examples.bench..",
            "org.calm4j.examples.report..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void logsGoThroughSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.apache.commons.logging..",
            "org.apache.log4j..",
            "org.apache.logging..",
            "ch.qos.logback..")
        .check(CLASSES);
    fields()
        .that()
        .haveRawType(Logger.class)
        .should()
        .bePrivate()
        .andShould()
        .beStatic()
        .andShould()
        .beFinal()
        .check(CLASSES);
  }

  /** Constants aside nothing lives longer than what made it. */
  @Test
  void nothingStaticChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(CLASSES);
    noFields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and(not(constants()))
        .should()
        .haveRawType(changeable())
        .check(CLASSES);
  }

  /** Arrays that nobody outside their class can reach, and nobody inside writes. */
  private static DescribedPredicate<JavaField> constants() {
    Set<String> known =
        Set.of(
            "org.calm4j.core.engine.kernel.VectorNoiseMath.STAGES",
            "org.calm4j.core.hub.HubFolder.POINTER",
            "org.calm4j.core.store.StoreHeader.MAGIC",
            "org.calm4j.core.tokenizer.ByteAlphabet.BYTES",
            "org.calm4j.core.tokenizer.ByteAlphabet.CHARACTERS",
            "org.calm4j.eval.plot.Palette.SERIES");
    return DescribedPredicate.describe(
        "private constants",
        field ->
            known.contains(field.getFullName())
                && field.getModifiers().contains(JavaModifier.PRIVATE));
  }

  /** List, Set and Map are what List.of and its like give; a class behind them could change. */
  private static DescribedPredicate<JavaClass> changeable() {
    return DescribedPredicate.describe(
        "an array, a mutable collection, an atomic or a thread local",
        type ->
            type.isArray()
                || (!type.isInterface()
                    && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)))
                || type.getPackageName().startsWith("java.util.concurrent")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(StringBuilder.class));
  }
}
