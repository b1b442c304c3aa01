package io.palebluedot.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.palebluedot.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("io.palebluedot.simulator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MACHINES_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAnyPackage("..machine..", "..fault..", "..tree..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.fabric8..");
}
