package org.calm4j.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.calm4j.examples.architecture.Production.AUTOENCODER;
import static org.calm4j.examples.architecture.Production.CORE;
import static org.calm4j.examples.architecture.Production.EVAL;
import static org.calm4j.examples.architecture.Production.EXAMPLES;
import static org.calm4j.examples.architecture.Production.LM;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.PackageMatcher;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.calm4j.lm.LanguageModel;
import org.calm4j.lm.ar.ArModel;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom: modules, packages, and what packages show. */
class ModulesTest {
  private static final JavaClasses CLASSES = Production.classes();

  private static void mayNotKnow(String module, String... others) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(CLASSES);
  }

  /** Every rule below would hold of nothing. */
  @Test
  void allModulesAreLookedAt() {
    for (String module : new String[] {CORE, AUTOENCODER, LM, EVAL, EXAMPLES}) {
      assertThat(CLASSES)
          .as(module)
          .filteredOn(one -> PackageMatcher.of(module).matches(one.getPackageName()))
          .hasSizeGreaterThan(5)
          .noneMatch(one -> one.getSimpleName().endsWith("Test"));
    }
  }

  @Test
  void coreKnowsNoOtherModule() {
    mayNotKnow(CORE, AUTOENCODER, LM, EVAL, EXAMPLES);
  }

  @Test
  void theAutoencoderKnowsCoreAlone() {
    mayNotKnow(AUTOENCODER, LM, EVAL, EXAMPLES);
  }

  /** Of the autoencoder it sees a ChunkCodec. */
  @Test
  void theLanguageModelKnowsCoreAlone() {
    mayNotKnow(LM, AUTOENCODER, EVAL, EXAMPLES);
  }

  /** It scores interfaces, anybody's. */
  @Test
  void theEvaluationKnowsCoreAlone() {
    mayNotKnow(EVAL, AUTOENCODER, LM, EXAMPLES);
  }

  /**
   * With two exceptions in the language model: its configurations stand beside the classes that
   * open and train a model, and the networks and heads below need their sizes; and one factory
   * opens whatever model a folder holds, the token-level one too.
   */
  @Test
  void packagesKnowEachOtherInOneDirection() {
    slices()
        .matching("org.calm4j.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            resideInAPackage(LM), resideInAPackage(LM).and(nameMatching(".*Config(\\$.*)?")))
        .ignoreDependency(LanguageModel.class, ArModel.class)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsMarkedForNull() {
    Set<JavaPackage> packages =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(one -> !one.getClasses().isEmpty())
            .collect(Collectors.toSet());
    assertThat(packages)
        .hasSizeGreaterThan(20)
        .allMatch(
            one -> one.tryGetPackageInfo().isPresent() && one.isAnnotatedWith(NullMarked.class));
  }

  /** A class here that becomes public has to be entered, so that nobody does it by habit. */
  @Test
  void innerPackagesShowLittle() {
    assertThat(shown("org.calm4j.core.engine"))
        .containsExactly(
            "Backpropagation",
            "Engine",
            "GraphPlan",
            "PlanCache",
            "PlanMemory",
            "PlanReport",
            "UntouchedArray");
    assertThat(shown("org.calm4j.core.engine.kernel"))
        .containsExactly(
            "Activations",
            "AdamWStep",
            "BlockProduct",
            "Categorical",
            "Combinations",
            "Factor",
            "Matrix",
            "Memory",
            "NoiseBlocks",
            "NoiseMath",
            "RowMath",
            "Workers");
    assertThat(shown("org.calm4j.lm.session")).containsExactly("SessionPool");
    assertThat(shown("org.calm4j.lm.rollout"))
        .containsExactly("ArRolloutModel", "ArRollouts", "CalmRolloutModel", "CalmRollouts");
    assertThat(shown("org.calm4j.lm.generate"))
        .containsExactly(
            "ArGenerator",
            "CalmSampler",
            "Generation",
            "GenerationListener",
            "GenerationOptions",
            "Generator",
            "PromptAlignment",
            "StopReason",
            "TextGenerator");
  }

  private static Set<String> shown(String name) {
    return CLASSES.stream()
        .filter(one -> one.getPackageName().equals(name) && one.isTopLevelClass())
        .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaClass::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
