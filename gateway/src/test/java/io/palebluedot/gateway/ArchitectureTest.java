package io.palebluedot.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.palebluedot.gateway.access.Allowed;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.inject.Inject;
import org.eclipse.microprofile.openapi.annotations.Operation;

@AnalyzeClasses(packages = "io.palebluedot.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("io.palebluedot.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_ROUTE_SAYS_WHO_MAY_USE_IT =
            methods().that().areAnnotatedWith(Operation.class).should().beAnnotatedWith(Allowed.class);

    @ArchTest
    static final ArchRule EVERY_ROUTE_IS_DOCUMENTED = methods()
            .that()
            .areAnnotatedWith(jakarta.ws.rs.GET.class)
            .or()
            .areAnnotatedWith(jakarta.ws.rs.POST.class)
            .or()
            .areAnnotatedWith(jakarta.ws.rs.PUT.class)
            .or()
            .areAnnotatedWith(jakarta.ws.rs.DELETE.class)
            .should()
            .beAnnotatedWith(Operation.class);

    @ArchTest
    static final ArchRule NOBODY_WAITS =
            noClasses().should().dependOnClassesThat().areAssignableTo(UniAwait.class);

    @ArchTest
    static final ArchRule CONSTRUCTORS_INJECT = fields().should().notBeAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_OTHER_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.palebluedot.inventory..",
                    "io.palebluedot.allocation..",
                    "io.palebluedot.hardware..",
                    "io.palebluedot.workflow..",
                    "io.palebluedot.alert..");

    @ArchTest
    static final ArchRule ONLY_THE_AUDIT_AND_HEALTH_TOUCH_THE_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackages("io.palebluedot.gateway.audit..", "io.palebluedot.gateway.health..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.mutiny.sqlclient..");
}
