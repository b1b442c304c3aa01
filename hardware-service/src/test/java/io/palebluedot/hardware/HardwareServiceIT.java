package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.credential;
import static io.palebluedot.hardware.ServiceUnderTest.refused;
import static io.palebluedot.hardware.ServiceUnderTest.target;
import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.hardware.operation.OperationMove;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.UpdateFirmwareRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Operations on a simulated rack: what is asked over gRPC is seen on the hardware. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HardwareServiceIT {

    private static RackUnderTest rack;
    private static String first = "";
    private static String second = "";

    @Inject
    ServiceUnderTest service;

    @Inject
    MeterRegistry meters;

    @BeforeAll
    static void startRack() {
        rack = new RackUnderTest(33, 1, 2, "hgx-h200");
    }

    @AfterAll
    static void stopRack() {
        rack.close();
    }

    @BeforeEach
    void discover() {
        if (first.isEmpty()) {
            var found = service.discover(StartDiscoveryRequest.newBuilder()
                    .addAddresses(rack.address(0))
                    .addAddresses(rack.address(1))
                    .addCredentials(credential(rack.rack().password())));
            first = found.getServers(0).getServerId();
            second = found.getServers(1).getServerId();
        }
    }

    @Test
    @Order(10)
    void powerOffIsSeenOnTheHardware() {
        var off = service.succeeded(service.power(first, "off", ""));
        assertThat(off.getResult().getFieldsMap().get("power_state").getStringValue())
                .isEqualTo("Off");
        assertThat(rack.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                .startsWith("off");
        assertThat(service.events("server.power_changed", first))
                .last()
                .asString()
                .contains("\"to\":\"Off\"");
        service.succeeded(service.power(first, "power_on", ""));
        assertThat(rack.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                .startsWith("on");
        assertThat(service.events("operation.succeeded", off.getId())).hasSize(1);
        assertThat(service.events("operation.queued", off.getId())).hasSize(1);
        assertThat(service.events("operation.started", off.getId())).hasSize(1);
    }

    @Test
    @Order(11)
    void theSameKeyIsTheSameOperation() {
        String key = UUID.randomUUID().toString();
        var one = service.power(first, "on", key);
        assertThat(service.power(first, "on", key).getId()).isEqualTo(one.getId());
        refused("ALREADY_EXISTS", () -> service.power(second, "on", key));
        service.succeeded(one);
    }

    @Test
    @Order(12)
    void bootFromTheNetworkIsSetAndTheServerCycled() {
        var boot = service.succeeded(service.hardware()
                .setBoot(SetBootRequest.newBuilder()
                        .setServerId(first)
                        .setTarget("Pxe")
                        .setOnce(true)
                        .setPowerCycle(true)
                        .build()));
        var result = boot.getResult().getFieldsMap();
        assertThat(result.get("target").getStringValue()).isEqualTo("Pxe");
        assertThat(result.get("power_state").getStringValue()).isEqualTo("On");
        assertThat(result.get("evidence").getStringValue()).isIn("seen_off", "last_reset_time");
        var bad = service.failed(service.hardware()
                .setBoot(SetBootRequest.newBuilder()
                        .setServerId(first)
                        .setTarget("UefiShell")
                        .build()));
        assertThat(bad.getErrorCode()).isEqualTo("INVALID_SETTING");
        refused(
                "INVALID_ARGUMENT",
                () -> service.hardware()
                        .setBoot(SetBootRequest.newBuilder()
                                .setServerId(first)
                                .setTarget("Floppy; rm -rf")
                                .build()));
    }

    @Test
    @Order(13)
    void theExampleConfigurationIsOnTheHardware() {
        var done = service.succeeded(service.gpu(
                first,
                g -> g.setPowerLimitWatts(200).setMemoryClockMhz(8000).putDriverConfig("persistence_mode", "on")));
        var gpu = rack.hardware(1, "/gpus/3");
        assertThat(gpu.path("power_limit_watts").asInt()).isEqualTo(200);
        assertThat(gpu.path("memory_clock_mhz").asInt()).isEqualTo(8000);
        assertThat(rack.hardware(1, "/gpus/2").path("power_limit_watts").asInt())
                .isEqualTo(700);
        var applied = done.getResult()
                .getFieldsMap()
                .get("applied_by_bmc")
                .getStructValue()
                .getFieldsMap();
        assertThat(applied.get("power_limit_watts").getNumberValue()).isEqualTo(200);
        assertThat(done.getResult().getFieldsMap().get("awaiting_host").toString())
                .contains("persistence_mode");
    }

    @Test
    @Order(14)
    void whatTheGpuCannotIsRefusedBeforeAnythingChanges() {
        var tooMuch = service.failed(
                service.gpu(first, g -> g.setPowerLimitWatts(5_000).setMemoryClockMhz(7000)));
        assertThat(tooMuch.getErrorCode()).isEqualTo("INVALID_SETTING");
        assertThat(tooMuch.getError()).contains("200 to 700");
        assertThat(rack.hardware(1, "/gpus/3").path("memory_clock_mhz").asInt()).isEqualTo(8000);
        assertThat(service.failed(service.gpu(
                                first, g -> g.setGpuSerial("no-such-serial").setPowerLimitWatts(300)))
                        .getErrorCode())
                .isEqualTo("NOT_FOUND");
        refused("INVALID_ARGUMENT", () -> service.gpu(first, g -> {}));
        refused("INVALID_ARGUMENT", () -> service.gpu(first, g -> g.setPowerLimitWatts(-1)));
    }

    @Test
    @Order(15)
    void biosSettingsWaitForAReset() {
        var before = service.hardware().getBios(target(first));
        assertThat(before.getAttributes().getFieldsCount()).isPositive();
        var entry = before.getAttributes().getFieldsMap().entrySet().stream()
                .filter(e -> e.getValue().hasBoolValue()
                        || e.getValue().getStringValue().equals("Enabled"))
                .findFirst()
                .orElseThrow();
        var wanted = entry.getValue().hasBoolValue()
                ? Value.newBuilder()
                        .setBoolValue(!entry.getValue().getBoolValue())
                        .build()
                : Value.newBuilder().setStringValue("Disabled").build();
        var done = service.succeeded(bios(first, Map.of(entry.getKey(), wanted)));
        assertThat(done.getResult().getFieldsMap().get("applied_on_reset").getBoolValue())
                .isTrue();
        assertThat(service.hardware().getBios(target(first)).getPending().getFieldsMap())
                .containsEntry(entry.getKey(), wanted);
        service.succeeded(service.power(first, "power_cycle", ""));
        var after = service.hardware().getBios(target(first));
        assertThat(after.getAttributes().getFieldsMap()).containsEntry(entry.getKey(), wanted);
        assertThat(after.getPending().getFieldsCount()).isZero();
        var unknown = service.failed(bios(first, Map.of("NoSuchAttribute", wanted)));
        assertThat(unknown.getError()).contains("NoSuchAttribute does not exist");
    }

    private io.palebluedot.proto.hardware.v1.Operation bios(String server, Map<String, Value> attributes) {
        return service.hardware()
                .setBios(SetBiosRequest.newBuilder()
                        .setServerId(server)
                        .setAttributes(Struct.newBuilder().putAllFields(attributes))
                        .build());
    }

    @Test
    @Order(16)
    void firmwareIsCheckedInstalledAndReadBack() throws Exception {
        byte[] image = "new bios".getBytes(StandardCharsets.UTF_8);
        try (var files = new ImageServer(image)) {
            String sum = "sha256:"
                    + java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(image));
            var done = service.succeeded(firmware(files.uri("/bios-9.7.bin"), sum));
            assertThat(done.getResult().getFieldsMap().get("version_after").getStringValue())
                    .isEqualTo("9.7");
            var wrong = service.failed(firmware(files.uri("/bios-9.8.bin"), "sha256:" + "0".repeat(64)));
            assertThat(wrong.getErrorCode()).isEqualTo("CHECKSUM_MISMATCH");
        }
        var forbidden = service.failed(firmware("http://169.254.169.254/latest", "sha256:" + "0".repeat(64)));
        assertThat(forbidden.getErrorCode()).isEqualTo("ADDRESS_FORBIDDEN");
        refused("INVALID_ARGUMENT", () -> firmware("file:///etc/passwd", "sha256:" + "0".repeat(64)));
        refused("INVALID_ARGUMENT", () -> firmware("http://127.0.0.1/x", ""));
    }

    private io.palebluedot.proto.hardware.v1.Operation firmware(String uri, String checksum) {
        String component =
                service.events("server.discovered", second).getFirst().contains("\"component\":\"BIOS\"")
                        ? "BIOS"
                        : "HostBIOS_0";
        return service.hardware()
                .updateFirmware(UpdateFirmwareRequest.newBuilder()
                        .setServerId(second)
                        .setComponent(component)
                        .setImageUri(uri)
                        .setChecksum(checksum)
                        .build());
    }

    @Test
    @Order(20)
    void aHungBmcFailsItsOperationWhileOthersAnswer() {
        rack.fault(2, "{\"kind\":\"hang\"}");
        try {
            var stuck = service.power(second, "on", "");
            service.succeeded(service.power(first, "on", ""));
            assertThat(service.operation(stuck.getId()).getState())
                    .isIn(OperationState.OPERATION_STATE_RUNNING, OperationState.OPERATION_STATE_QUEUED);
            var failed = service.failed(stuck);
            assertThat(failed.getErrorCode()).isEqualTo("BMC_TIMEOUT");
            assertThat(failed.getAttemptsList()).hasSize(3).allSatisfy(a -> {
                assertThat(a.getDriver()).isEqualTo("redfish");
                assertThat(a.getAnswered()).isFalse();
                assertThat(a.getError()).contains("no answer");
            });
            untilTrue(() -> service.events("server.reachability_changed", second).stream()
                    .anyMatch(e -> e.contains("\"reachable\":false")));
        } finally {
            rack.repair(2);
        }
        untilTrue(() -> service.events("server.reachability_changed", second).stream()
                .anyMatch(e -> e.contains("\"reachable\":true")));
        service.succeeded(service.power(second, "on", ""));
    }

    @Test
    @Order(21)
    void anOperationWhoseWorkerDiedIsTakenOverByTheNext() {
        var id = UUID.randomUUID();
        service.sql(
                "insert into operation (id, kind, state, server_id, parameters, requested_by, runs, lease_owner, lease_token,"
                        + " lease_until, started_at, deadline) values ('" + id + "', 'power', 'running', '" + first
                        + "', '{\"action\":\"off\"}', 'test', 1, 'dead', nextval('fencing_token'), now() - interval '1 second', now(),"
                        + " now() + interval '5 minutes')");
        var done = service.succeeded(service.operation(id.toString()));
        assertThat(done.getResult().getFieldsMap().get("power_state").getStringValue())
                .isEqualTo("Off");
        assertThat(service.sql("select runs from operation where id = '" + id + "'")
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(2);
        service.succeeded(service.power(first, "on", ""));
    }

    @Test
    @Order(22)
    void operationsOfOneServerRunOneAfterTheOther() {
        var all = List.of(
                service.power(first, "off", ""),
                service.power(first, "on", ""),
                service.power(first, "off", ""),
                service.power(first, "on", ""));
        all.forEach(service::succeeded);
        var overlapping = service.sql(
                "select count(*) from operation a join operation b on a.server_id = b.server_id and a.id <> b.id"
                        + " and a.started_at < b.finished_at and b.started_at < a.finished_at where a.runs = 1 and b.runs = 1"
                        + " and a.server_id = '" + first + "'");
        assertThat(overlapping.iterator().next().getLong(0)).isZero();
        assertThat(rack.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                .startsWith("on");
    }

    @Test
    @Order(23)
    void queuedAndRunningOperationsCanBeCancelled() {
        rack.fault(2, "{\"kind\":\"slow\",\"delay_ms\":1500}");
        try {
            var running = service.power(second, "power_cycle", "");
            var queued = service.power(second, "off", "");
            untilTrue(() -> service.operation(running.getId()).getState() == OperationState.OPERATION_STATE_RUNNING);
            assertThat(cancel(queued.getId()).getState()).isEqualTo(OperationState.OPERATION_STATE_CANCELLED);
            cancel(running.getId());
            assertThat(service.ended(running).getState()).isEqualTo(OperationState.OPERATION_STATE_CANCELLED);
            assertThat(service.events("operation.cancelled", running.getId())).hasSize(1);
            refused("FAILED_PRECONDITION", () -> cancel(running.getId()));
        } finally {
            rack.repair(2);
        }
    }

    private io.palebluedot.proto.hardware.v1.Operation cancel(String id) {
        return service.operations()
                .cancelOperation(GetOperationRequest.newBuilder().setId(id).build());
    }

    @Test
    @Order(24)
    void whatWaitsPastItsDeadlineFails() {
        var id = UUID.randomUUID();
        service.sql("insert into operation (id, kind, state, server_id, requested_by, not_before, deadline) values ('"
                + id + "', 'inspect', 'queued', '" + second
                + "', 'test', now() + interval '1 hour', now() - interval '1 second')");
        assertThat(service.failed(service.operation(id.toString())).getErrorCode())
                .isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    @Order(42)
    void listsArePagedAndFiltered() {
        var page = service.operations()
                .listOperations(ListOperationsRequest.newBuilder()
                        .setServerId(first)
                        .setKind("power")
                        .setPage(PageRequest.newBuilder().setLimit(2).setSort("-created_at"))
                        .build());
        assertThat(page.getOperationsList())
                .hasSize(2)
                .allSatisfy(o -> assertThat(o.getKind()).isEqualTo("power"));
        assertThat(page.getPage().getTotal()).isGreaterThan(5);
        var next = service.operations()
                .listOperations(ListOperationsRequest.newBuilder()
                        .setServerId(first)
                        .setKind("power")
                        .setPage(PageRequest.newBuilder()
                                .setLimit(2)
                                .setSort("-created_at")
                                .setCursor(page.getPage().getNext()))
                        .build());
        assertThat(next.getOperationsList()).doesNotContainAnyElementsOf(page.getOperationsList());
    }

    @Test
    @Order(99)
    void everyMoveOfTheTableWasTaken() {
        rack.fault(1, "{\"kind\":\"status_503\",\"count\":1}");
        service.ended(service.power(first, "on", ""));
        for (var move : OperationMove.values()) {
            var counter = meters.find("pbd.operation.moves")
                    .tag("move", move.name().toLowerCase(Locale.ROOT))
                    .counter();
            assertThat(counter).as("%s", move).isNotNull();
        }
    }
}
