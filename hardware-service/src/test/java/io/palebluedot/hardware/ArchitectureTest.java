package io.palebluedot.hardware;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.palebluedot.hardware", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("io.palebluedot.hardware.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheDriverKnowsRedfish = noClasses()
            .that()
            .resideOutsideOfPackage("..driver.redfish..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..driver.redfish..");

    @ArchTest
    static final ArchRule onlyTheDriverKnowsGnmi = noClasses()
            .that()
            .resideOutsideOfPackage("..driver.gnmi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..driver.gnmi..", "com.github.gnmi..");

    @ArchTest
    static final ArchRule onlyTheDriverKnowsIpmi = noClasses()
            .that()
            .resideOutsideOfPackage("..driver.ipmi..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..driver.ipmi..");

    @ArchTest
    static final ArchRule ipmiIsDecodedWithoutInputAndOutput = noClasses()
            .that()
            .resideInAnyPackage("..ipmi.wire..", "..ipmi.sdr..", "..ipmi.sel..", "..ipmi.fru..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.smallrye..", "..ipmi.lan..");

    @ArchTest
    static final ArchRule driversKnowNoOperationsAndNoWire = noClasses()
            .that()
            .resideInAPackage("..driver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..hardware.operation..",
                    "..hardware.server..",
                    "io.palebluedot.proto..",
                    "io.vertx.mutiny.sqlclient..");

    @ArchTest
    static final ArchRule formatsAreReadWithoutFrameworks = noClasses()
            .that()
            .resideInAnyPackage("..telemetry.format..", "..hardware.address..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.palebluedot.proto..", "io.palebluedot.hardware.driver..");

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
                    "io.palebluedot.inventory..",
                    "io.palebluedot.allocation..",
                    "io.palebluedot.workflow..",
                    "io.palebluedot.alert..",
                    "io.palebluedot.gateway..",
                    "io.palebluedot.simulator..");
}
