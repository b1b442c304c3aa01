package io.palebluedot.inventory;

import static io.palebluedot.inventory.InventoryUnderTest.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent.Component;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.ServerDiscovered;
import io.palebluedot.events.ServerEvent.ServerInspected;
import io.palebluedot.inventory.inspection.Trees;
import io.palebluedot.proto.common.v1.Condition;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.ListServerComponentsRequest;
import io.palebluedot.proto.inventory.v1.ListServerComponentsResponse;
import io.palebluedot.proto.inventory.v1.ServerComponent;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Parts of a server from the event to the caller, on real PostgreSQL, Redis and NATS. */
@QuarkusTest
@QuarkusTestResource(value = InventoryServers.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerComponentsIT {

    private static final String SERVER = Ids.newId();
    private static final HardwareTree TREE = Trees.server("127.20.0.77:8000", "SN-77", "SYS-821GE-TNHR", 8);

    @Inject
    InventoryUnderTest inventory;

    @ConfigProperty(name = "pbd.grpc.hardware")
    String hardwareAddress;

    @Test
    @Order(1)
    void whatAThoroughReadingTellsIsListedFilteredAndPaged() {
        inventory.publish("/hardware-service", SERVER, new ServerDiscovered(TREE, null));
        until(() -> inventory.count("select count(*) from server where id = '" + SERVER + "'") == 1);
        assertThat(list("", Health.HEALTH_UNSPECIFIED).getPage().getTotal()).isZero();
        inspected(Stream.concat(
                        IntStream.range(0, 12).mapToObj(i -> Trees.dimm(i, "D-" + i, i == 7 ? "Critical" : "OK")),
                        Stream.of(
                                Trees.link("GPU_SXM_1", 0, 400, "OK"),
                                Trees.link("GPU_SXM_1", 1, 0, "Warning"),
                                Trees.link("GPU_SXM_2", 0, 400, null)))
                .toList());
        until(() -> list("", Health.HEALTH_UNSPECIFIED).getPage().getTotal() == 15);

        var bad = list("memory", Health.HEALTH_CRITICAL).getComponentsList();
        assertThat(bad).singleElement().satisfies(dimm -> {
            assertThat(dimm.getId()).isEqualTo("DIMM_7");
            assertThat(dimm.getSlot()).isEqualTo("P1-DIMM7");
            assertThat(dimm.getSerial()).isEqualTo("D-7");
            assertThat(dimm.getManufacturer()).isEqualTo("Samsung");
            assertThat(dimm.getPartNumber()).isEqualTo("M321R8GA0BB0-CQKZJ");
            assertThat(dimm.getCapacityBytes()).isEqualTo(64L << 30);
            assertThat(dimm.getSpeedMhz()).isEqualTo(4_800);
            assertThat(dimm.hasSpeedGbps()).isFalse();
            assertThat(dimm.getProtocol()).isEqualTo("DDR5");
            assertThat(dimm.getState()).isEqualTo("Enabled");
            assertThat(dimm.getHealth()).isEqualTo(Health.HEALTH_CRITICAL);
            assertThat(dimm.hasObservedAt()).isTrue();
        });
        var links = list("nvlink_port", Health.HEALTH_UNSPECIFIED).getComponentsList();
        assertThat(links)
                .extracting(c -> c.getParent() + " " + c.getId() + " " + c.getSpeedGbps() + " " + c.getLink())
                .containsExactly(
                        "GPU_SXM_1 NVLink_0 400.0 LinkUp",
                        "GPU_SXM_1 NVLink_1 0.0 LinkDown",
                        "GPU_SXM_2 NVLink_0 400.0 LinkUp");
        assertThat(links.getLast().getHealth()).isEqualTo(Health.HEALTH_UNSPECIFIED);

        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = inventory
                    .servers()
                    .listServerComponents(ListServerComponentsRequest.newBuilder()
                            .setRef(SERVER)
                            .setPage(PageRequest.newBuilder().setLimit(4).setCursor(cursor))
                            .build());
            page.getComponentsList().stream().map(ServerComponent::getKey).forEach(seen::add);
            cursor = page.getPage().getNext();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(15).doesNotHaveDuplicates().isSorted();
    }

    @Test
    @Order(2)
    void partsThatAreNotWellAreConditionsOfTheServer() {
        assertThat(conditions())
                .extracting(c -> c.getStatus() + " " + c.getReason() + ": " + c.getMessage())
                .containsExactly(
                        "False Critical: memory DIMM_7 P1-DIMM7, serial D-7",
                        "False Warning: nvlink_port GPU_SXM_1 NVLink_1");
    }

    @Test
    @Order(3)
    void aThinReadingWipesNothingAndAKindThatIsToldReplacesItself() {
        inspected(List.of());
        inspected(List.of(Trees.dimm(7, "D-NEW", "OK")));
        until(() -> list("memory", Health.HEALTH_UNSPECIFIED).getPage().getTotal() == 1);

        assertThat(list("memory", Health.HEALTH_UNSPECIFIED).getComponents(0).getSerial())
                .isEqualTo("D-NEW");
        assertThat(list("nvlink_port", Health.HEALTH_UNSPECIFIED).getComponentsCount())
                .isEqualTo(3);
        assertThat(conditions()).extracting(Condition::getReason).containsExactly("Warning");
    }

    @Test
    @Order(4)
    void aKindOfWhichNoPartIsLeftLosesItsLast() {
        inventory.publish(
                "/hardware-service", SERVER, new ServerInspected(Trees.with(TREE, List.of(), List.of("memory")), null));

        until(() -> list("memory", Health.HEALTH_UNSPECIFIED).getPage().getTotal() == 0);
        assertThat(list("nvlink_port", Health.HEALTH_UNSPECIFIED).getComponentsCount())
                .isEqualTo(3);
    }

    @Test
    @Order(5)
    void partsOfOthersServersAreNotSeen() {
        var engineer = inventory.servers(TestTokens.engineer("somebody", Ids.newId()));
        assertThatThrownBy(() -> engineer.listServerComponents(
                        ListServerComponentsRequest.newBuilder().setRef(SERVER).build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    @Order(6)
    void partsAreReadAgainWhenTheirTimeHasComeAndOnlyThen() {
        try (var hardware = new FakeHardware(Integer.parseInt(hardwareAddress.replaceAll(".*:", "")))) {
            inventory.sql("update server set inspected_at = now() - interval '6 minutes'");
            until(() -> hardware.inspected.contains(SERVER));
            assertThat(inventory.count(
                            "select count(*) from server where parts_asked_at > now() - interval '1 minute'"))
                    .isEqualTo(1);
            assertThat(hardware.inspected).containsExactly(SERVER);
        }
    }

    private void inspected(List<Component> components) {
        inventory.publish("/hardware-service", SERVER, new ServerInspected(Trees.with(TREE, components), null));
    }

    private ListServerComponentsResponse list(String kind, Health health) {
        return inventory
                .servers()
                .listServerComponents(ListServerComponentsRequest.newBuilder()
                        .setRef(SERVER)
                        .setKind(kind)
                        .setHealth(health)
                        .build());
    }

    private List<Condition> conditions() {
        return inventory
                .servers()
                .getServerStatus(GetServerRequest.newBuilder().setRef(SERVER).build())
                .getConditionsList()
                .stream()
                .filter(c -> c.getType().equals("ComponentHealthy"))
                .toList();
    }
}
