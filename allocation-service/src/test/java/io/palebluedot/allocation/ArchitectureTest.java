package io.palebluedot.allocation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.palebluedot.allocation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("io.palebluedot.allocation.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theDomainKnowsNoFrameworkAndNoWire = noClasses()
            .that()
            .resideInAnyPackage("..allocation.planner..", "..allocation.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "io.palebluedot.allocation.planner..",
                    "io.palebluedot.allocation.lifecycle..");

    @ArchTest
    static final ArchRule nobodyDependsOnTheEdges =
            noClasses().should().dependOnClassesThat().haveNameMatching(".*(GrpcApi|EventHandler)");

    @ArchTest
    static final ArchRule injectionIsByConstructor = noFields().should().beAnnotatedWith(jakarta.inject.Inject.class);

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "Uni.await()",
                    call -> call.getTarget().getOwner().getName().equals("io.smallrye.mutiny.Uni")
                            && call.getTarget().getName().equals("await")));

    @ArchTest
    static final ArchRule servicesMeetOnlyOnTheWire = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.palebluedot.inventory..",
                    "io.palebluedot.hardware..",
                    "io.palebluedot.workflow..",
                    "io.palebluedot.alert..",
                    "io.palebluedot.gateway..");
}
