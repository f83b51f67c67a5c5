package org.calm4j.examples.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.calm4j.examples.architecture.Production.ENGINE;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.calm4j.core.engine.kernel.Categorical;
import org.calm4j.core.engine.kernel.Memory;
import org.calm4j.core.engine.kernel.NoiseBlocks;
import org.calm4j.core.engine.kernel.Workers;
import org.calm4j.core.engine.op.AttentionShape;
import org.calm4j.core.engine.op.Kernels;
import org.calm4j.core.optim.AdamW;
import org.junit.jupiter.api.Test;

/** What knows how things are computed, and on what. */
class EngineRulesTest {
  private static final JavaClasses CLASSES = Production.classes();
  private static final String KERNELS = "org.calm4j.core.engine.kernel";
  private static final String OPS = "org.calm4j.core.engine.op";
  private static final String LAYERS = "org.calm4j.core.engine.layer";

  /** Backends are chosen by what is on the class path; the interfaces of nd4j-api serve all. */
  @Test
  void noBackendIsNamed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.nd4j.linalg.cpu..",
            "org.nd4j.linalg.jcublas..",
            "org.nd4j.jita..",
            "org.nd4j.nativeblas..",
            "org.nd4j.presets..",
            "org.bytedeco.cuda..",
            "org.bytedeco.openblas..")
        .check(CLASSES);
  }

  /** Buffers and threads serve everybody; arithmetic stands behind ops and the optimiser. */
  @Test
  void kernelsAreUsedThroughOps() {
    noClasses()
        .that(not(resideInAPackage(ENGINE)).and(not(belongToAnyOf(AdamW.class))))
        // Turns a block of logits into exponentials where they lie, which no op does.
        .and()
        .doNotHaveFullyQualifiedName("org.calm4j.lm.rollout.TokenDistributions")
        // Moves vectors along a velocity between two runs of a plan.
        .and()
        .doNotHaveFullyQualifiedName("org.calm4j.lm.head.FlowSampler")
        .should()
        .dependOnClassesThat(
            resideInAPackage(KERNELS)
                .and(
                    not(
                        belongToAnyOf(
                            Memory.class, Workers.class, NoiseBlocks.class, Categorical.class))))
        .check(CLASSES);
  }

  /**
   * Models are made of layers, which have a spelling for every backend. A head may bring the op of
   * a loss that only it has, with both spellings beside each other.
   */
  @Test
  void fusedOpsAreWrittenByLayers() {
    noClasses()
        .that(not(resideInAPackage(ENGINE)))
        .and()
        .haveNameNotMatching("org\\.calm4j\\.lm\\.head\\.DiffusionLossOp.*")
        .should()
        .dependOnClassesThat(
            resideInAPackage(OPS).and(not(belongToAnyOf(AttentionShape.class, Kernels.class))))
        .check(CLASSES);
  }

  @Test
  void theEngineIsBuiltInSteps() {
    classes()
        .that()
        .resideInAPackage(KERNELS)
        .should()
        .onlyDependOnClassesThat(not(calm()).or(resideInAPackage(KERNELS)))
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage(OPS)
        .should()
        .onlyDependOnClassesThat(not(calm()).or(resideInAnyPackage(KERNELS, OPS)))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(LAYERS)
        .should()
        .dependOnClassesThat(
            resideInAPackage(KERNELS).or(resideInAPackage("org.calm4j.core.engine")))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> calm() {
    return resideInAPackage("org.calm4j..");
  }
}
