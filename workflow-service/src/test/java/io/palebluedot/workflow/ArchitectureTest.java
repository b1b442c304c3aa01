package io.palebluedot.workflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;

@AnalyzeClasses(packages = "io.palebluedot.workflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("io.palebluedot.workflow.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_LIFE_CYCLE_KNOWS_NO_FRAMEWORK_PROTO_OR_DRIVER = noClasses()
            .that()
            .resideInAPackage("..workflow.lifecycle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.smallrye..",
                    "io.vertx..",
                    "io.fabric8..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "io.palebluedot.proto..",
                    "jakarta..",
                    "org.hibernate..");

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_ENTRANCES = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.palebluedot\\.workflow\\..*(GrpcApi|EventHandler)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONSTRUCTOR_INJECTION_ONLY = noFields().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule NOBODY_WAITS = noClasses()
            .should()
            .callMethod(io.smallrye.mutiny.Uni.class, "await")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .because("turns look and return");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.palebluedot.inventory..",
                    "io.palebluedot.allocation..",
                    "io.palebluedot.hardware..",
                    "io.palebluedot.alert..",
                    "io.palebluedot.gateway..");

    @ArchTest
    static final ArchRule NO_VAGUE_NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Helper|Util|Utils|Manager)")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..dto..", "..model..");

    private ArchitectureTest() {}
}
