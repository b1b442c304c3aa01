package io.palebluedot.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.palebluedot.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] FRAMEWORKS = {
        "io.vertx..",
        "io.smallrye.mutiny..",
        "io.quarkus..",
        "jakarta..",
        "io.palebluedot.proto..",
        "io.grpc..",
        "io.micrometer.."
    };

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("io.palebluedot.inventory.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule lifeCyclesKnowNothing = noClasses()
            .that()
            .resideInAPackage("..lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", "..lifecycle..");

    @ArchTest
    static final ArchRule machinesKnowNoFramework = noClasses()
            .that()
            .resideInAPackage("..machine..")
            .and()
            .haveNameNotMatching(".*(Service|Repository|Rows)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS);

    @ArchTest
    static final ArchRule nobodyDependsOnTheEdges =
            noClasses().should().dependOnClassesThat().haveNameMatching(".*(GrpcApi|EventHandler)");

    @ArchTest
    static final ArchRule injectionIsByConstructor = noFields().should().beAnnotatedWith(jakarta.inject.Inject.class);

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "Uni.await() or Thread.sleep()",
                    call -> (call.getTarget().getOwner().getName().equals("io.smallrye.mutiny.Uni")
                                    && call.getTarget().getName().equals("await"))
                            || (call.getTarget().getOwner().getName().equals("java.lang.Thread")
                                    && call.getTarget().getName().equals("sleep"))));

    @ArchTest
    static final ArchRule servicesMeetOnlyOnTheWire = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.palebluedot.hardware..",
                    "io.palebluedot.allocation..",
                    "io.palebluedot.workflow..",
                    "io.palebluedot.alert..",
                    "io.palebluedot.gateway..",
                    "io.palebluedot.simulator..");
}
