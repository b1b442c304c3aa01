package io.palebluedot.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;

/** The house rules, as far as a compiler does not know them. */
@AnalyzeClasses(packages = "io.palebluedot.alert", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("io.palebluedot.alert.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theDomainKnowsNoFrameworkAndNoWireType = noClasses()
            .that()
            .resideInAnyPackage("..alert.lifecycle..", "..alert.condition..", "..alert.correlation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "com.fasterxml..",
                    "jakarta..",
                    "org.hibernate..",
                    "io.palebluedot.proto..",
                    "io.palebluedot.events..");

    @ArchTest
    static final ArchRule nobodyCallsTheEdges = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*(GrpcApi|EventHandler)")
            .andShould()
            .haveNameNotMatching(".*(GrpcApi|EventHandler|_.*|.*\\$.*)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noOtherServiceIsKnown = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.palebluedot.inventory..",
                    "io.palebluedot.allocation..",
                    "io.palebluedot.hardware..",
                    "io.palebluedot.workflow..",
                    "io.palebluedot.gateway..");

    @ArchTest
    static final ArchRule constructorsInject = fields().should().notBeAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule nothingWaits = noClasses()
            .should()
            .callMethod(io.smallrye.mutiny.Uni.class, "await")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Helper|Util|Utils|Manager)")
            .andShould()
            .haveNameNotMatching(".*\\.(util|common|impl|dto|model)\\..*");
}
