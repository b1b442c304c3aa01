package io.palebluedot.hardware;

import static io.palebluedot.hardware.ServiceUnderTest.untilTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Nats;
import io.palebluedot.hardware.operation.OperationMove;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.Credential;
import io.palebluedot.proto.hardware.v1.DeleteCredentialRequest;
import io.palebluedot.proto.hardware.v1.DiscoveredServer;
import io.palebluedot.proto.hardware.v1.Discovery;
import io.palebluedot.proto.hardware.v1.GetDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.GetOperationRequest;
import io.palebluedot.proto.hardware.v1.ListCredentialsRequest;
import io.palebluedot.proto.hardware.v1.ListOperationsRequest;
import io.palebluedot.proto.hardware.v1.OperationState;
import io.palebluedot.proto.hardware.v1.PushTelemetryRequest;
import io.palebluedot.proto.hardware.v1.PutCredentialRequest;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.proto.hardware.v1.StartDiscoveryRequest;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.palebluedot.proto.hardware.v1.UpdateFirmwareRequest;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole service against real servers and a simulated rack: what is asked over gRPC is seen on the hardware. */
@QuarkusTest
@QuarkusTestResource(value = HardwareServers.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HardwareServiceIT {

    private static RackUnderTest rack;
    private static String first = "";
    private static String second = "";

    @Inject
    ServiceUnderTest service;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "pbd.test.nats")
    String nats;

    @BeforeAll
    static void startRack() {
        rack = new RackUnderTest(33, 2, "hgx-h200");
    }

    @AfterAll
    static void stopRack() {
        rack.close();
    }

    private Discovery discover(StartDiscoveryRequest.Builder request) {
        var started = service.discoveries().startDiscovery(request.build());
        service.succeeded(service.operation(started.getOperationId()));
        return service.discoveries()
                .getDiscovery(
                        GetDiscoveryRequest.newBuilder().setId(started.getId()).build());
    }

    private static Credential credential(String password) {
        return Credential.newBuilder()
                .setUsername("admin")
                .setPassword(password)
                .build();
    }

    @Test
    @Order(1)
    void discoveryFindsBothServersAndTellsTheirTrees() {
        var found = discover(StartDiscoveryRequest.newBuilder()
                .addAddresses(rack.address(0))
                .addAddresses(rack.address(1))
                .addAddresses("127.33.0.99:18033")
                .addCredentials(credential("wrong"))
                .addCredentials(credential(rack.rack().password())));
        assertThat(found.getTotal()).isEqualTo(3);
        assertThat(found.getProbed()).isEqualTo(3);
        assertThat(found.getFound()).isEqualTo(2);
        assertThat(found.getServersList())
                .extracting(DiscoveredServer::getState)
                .containsExactly("found", "found", "no_answer");
        first = found.getServers(0).getServerId();
        second = found.getServers(1).getServerId();
        assertThat(first).isNotEqualTo(second);
        var tree = service.events("server.discovered", first).getFirst();
        assertThat(tree)
                .contains("\"bmc_address\":\"" + rack.address(0) + "\"")
                .contains("\"host_address\":\"127.34.0.1\"")
                .contains("\"dcgm_exporter_url\":\"http://127.34.0.1:9400/metrics\"")
                .contains("\"power_limit_max_watts\":700")
                .doesNotContain(rack.rack().password());
        assertThat(tree.split("\"slot\"", -1)).as("GPUs").hasSize(9);
    }

    @Test
    @Order(2)
    void theSameMachineKeepsItsIdAtTheNextDiscovery() {
        service.credentials()
                .putCredential(PutCredentialRequest.newBuilder()
                        .setName("rack")
                        .setUsername("admin")
                        .setPassword(rack.rack().password())
                        .build());
        var again = discover(StartDiscoveryRequest.newBuilder()
                .setCidr("127.33.0.0/29")
                .setPort(18_033)
                .setCredentialsRef("rack"));
        assertThat(again.getTotal()).isEqualTo(6);
        assertThat(again.getServersList().stream()
                        .filter(s -> s.getState().equals("found"))
                        .map(DiscoveredServer::getServerId))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    @Order(3)
    void addressesOutsideTheAllowedNetworksAreRefused() {
        for (String address : List.of("8.8.8.8", "169.254.169.254", "10.0.0.1")) {
            refused(
                    "INVALID_ARGUMENT",
                    () -> service.discoveries()
                            .startDiscovery(StartDiscoveryRequest.newBuilder()
                                    .addAddresses(address)
                                    .addCredentials(credential("x"))
                                    .build()));
        }
        refused(
                "INVALID_ARGUMENT",
                () -> service.discoveries()
                        .startDiscovery(StartDiscoveryRequest.newBuilder()
                                .setCidr("127.0.0.0/8")
                                .addCredentials(credential("x"))
                                .build()));
        refused(
                "FAILED_PRECONDITION",
                () -> service.discoveries()
                        .startDiscovery(StartDiscoveryRequest.newBuilder()
                                .addAddresses("127.0.0.1")
                                .addProtocols("ipmi")
                                .addCredentials(credential("x"))
                                .build()));
    }

    @Test
    @Order(4)
    void wrongPasswordsAreNotTriedUntilTheAccountIsLocked() {
        var known = discover(
                StartDiscoveryRequest.newBuilder().addAddresses(rack.address(1)).addCredentials(credential("wrong")));
        assertThat(known.getServers(0).getState())
                .as("the known login comes first")
                .isEqualTo("found");
        try (var strangers = new RackUnderTest(37, 1, "smc-h100")) {
            var request = StartDiscoveryRequest.newBuilder().addAddresses(strangers.address(0));
            for (int i = 0; i < 6; i++) {
                request.addCredentials(credential("wrong" + i));
            }
            var refused = discover(request).getServers(0);
            assertThat(refused.getState()).isEqualTo("unauthorized");
            assertThat(refused.getError()).contains("too many refused logins");
            var failures =
                    service.sql("select failures from login_failure where address = '" + strangers.address(0) + "'");
            assertThat(failures.iterator().next().getInteger(0)).isEqualTo(3);
        }
    }

    @TestFactory
    @Order(5)
    Stream<DynamicTest> realMachinesAreFoundAndSwitchedOverTheWire() {
        return SampleData.files("redfish-captures", ".tar.gz").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> capture(file)));
    }

    private void capture(Path file) {
        try (var machine = new RackUnderTest(39, 1, file.toAbsolutePath().toString())) {
            var found = discover(StartDiscoveryRequest.newBuilder()
                    .addAddresses(machine.address(0))
                    .addCredentials(credential(machine.rack().password())));
            assertThat(found.getServers(0).getState())
                    .as(found.getServers(0).getError())
                    .isEqualTo("found");
            String id = found.getServers(0).getServerId();
            var tree = service.events("server.discovered", id).getFirst();
            assertThat(tree.split("\"slot\"", -1))
                    .as("GPUs")
                    .hasSize(1 + machine.rack().machine(0).gpus().size());
            assertThat(tree)
                    .contains("\"serial\":")
                    .contains("\"manufacturer\":")
                    .contains("\"firmware\":[{");
            service.succeeded(power(id, "off", ""));
            assertThat(machine.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                    .startsWith("off");
            var config = gpu(id, g -> g.setGpuIndex(0).setPowerLimitWatts(300));
            assertThat(service.failed(config).getErrorCode())
                    .as("this BMC has no such setting")
                    .isEqualTo("CAPABILITY_UNSUPPORTED");
            service.hardware().forgetBmc(target(id));
        }
    }

    @Test
    @Order(10)
    void powerOffIsSeenOnTheHardware() {
        var off = service.succeeded(power(first, "off", ""));
        assertThat(off.getResult().getFieldsMap().get("power_state").getStringValue())
                .isEqualTo("Off");
        assertThat(rack.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                .startsWith("off");
        assertThat(service.events("server.power_changed", first))
                .last()
                .asString()
                .contains("\"to\":\"Off\"");
        service.succeeded(power(first, "power_on", ""));
        assertThat(rack.rack().machine(0).power().toString().toLowerCase(Locale.ROOT))
                .startsWith("on");
        assertThat(service.events("operation.succeeded", off.getId())).hasSize(1);
        assertThat(service.events("operation.queued", off.getId())).hasSize(1);
        assertThat(service.events("operation.started", off.getId())).hasSize(1);
    }

    private io.palebluedot.proto.hardware.v1.Operation power(String server, String action, String key) {
        return service.hardware()
                .setPower(SetPowerRequest.newBuilder()
                        .setServerId(server)
                        .setAction(action)
                        .setIdempotencyKey(key)
                        .build());
    }

    @Test
    @Order(11)
    void theSameKeyIsTheSameOperation() {
        String key = UUID.randomUUID().toString();
        var one = power(first, "on", key);
        assertThat(power(first, "on", key).getId()).isEqualTo(one.getId());
        refused("ALREADY_EXISTS", () -> power(second, "on", key));
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
        var done = service.succeeded(gpu(
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

    private io.palebluedot.proto.hardware.v1.Operation gpu(
            String server, Consumer<ApplyGpuConfigRequest.Builder> wish) {
        var request = ApplyGpuConfigRequest.newBuilder()
                .setServerId(server)
                .setGpuId("gpu-004")
                .setGpuIndex(3);
        wish.accept(request);
        return service.hardware().applyGpuConfig(request.build());
    }

    @Test
    @Order(14)
    void whatTheGpuCannotIsRefusedBeforeAnythingChanges() {
        var tooMuch = service.failed(gpu(first, g -> g.setPowerLimitWatts(5_000).setMemoryClockMhz(7000)));
        assertThat(tooMuch.getErrorCode()).isEqualTo("INVALID_SETTING");
        assertThat(tooMuch.getError()).contains("200 to 700");
        assertThat(rack.hardware(1, "/gpus/3").path("memory_clock_mhz").asInt()).isEqualTo(8000);
        assertThat(service.failed(
                                gpu(first, g -> g.setGpuSerial("no-such-serial").setPowerLimitWatts(300)))
                        .getErrorCode())
                .isEqualTo("NOT_FOUND");
        refused("INVALID_ARGUMENT", () -> gpu(first, g -> {}));
        refused("INVALID_ARGUMENT", () -> gpu(first, g -> g.setPowerLimitWatts(-1)));
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
        service.succeeded(power(first, "power_cycle", ""));
        var after = service.hardware().getBios(target(first));
        assertThat(after.getAttributes().getFieldsMap()).containsEntry(entry.getKey(), wanted);
        assertThat(after.getPending().getFieldsCount()).isZero();
        var unknown = service.failed(bios(first, Map.of("NoSuchAttribute", wanted)));
        assertThat(unknown.getError()).contains("NoSuchAttribute does not exist");
    }

    private static ServerTarget target(String server) {
        return ServerTarget.newBuilder().setServerId(server).build();
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
            var stuck = power(second, "on", "");
            service.succeeded(power(first, "on", ""));
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
        service.succeeded(power(second, "on", ""));
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
        service.succeeded(power(first, "on", ""));
    }

    @Test
    @Order(22)
    void operationsOfOneServerRunOneAfterTheOther() {
        var all = List.of(
                power(first, "off", ""), power(first, "on", ""), power(first, "off", ""), power(first, "on", ""));
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
            var running = power(second, "power_cycle", "");
            var queued = power(second, "off", "");
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
    @Order(25)
    void aServerIsInspectedAndRegistered() {
        service.succeeded(service.hardware().inspectServer(target(first)));
        assertThat(service.events("server.inspected", first)).isNotEmpty();
        var taken = RegisterBmcRequest.newBuilder()
                .setServerId(UUID.randomUUID().toString())
                .setAddress(rack.address(0))
                .setUsername("admin")
                .setPassword(rack.rack().password())
                .build();
        refused("ALREADY_EXISTS", () -> service.hardware().registerBmc(taken));
        service.hardware().forgetBmc(target(second));
        refused("NOT_FOUND", () -> power(second, "on", ""));
        var wrong = service.failed(service.hardware()
                .registerBmc(taken.toBuilder()
                        .setServerId(second)
                        .setAddress(rack.address(1))
                        .setPassword("wrong")
                        .build()));
        assertThat(wrong.getErrorCode()).isEqualTo("BMC_UNAUTHORIZED");
        service.succeeded(service.hardware()
                .registerBmc(taken.toBuilder()
                        .setServerId(second)
                        .setAddress(rack.address(1))
                        .build()));
        service.succeeded(power(second, "on", ""));
        assertThat(service.sql("select 1 from operation where secret is not null")
                        .size())
                .isZero();
    }

    @Test
    @Order(30)
    void telemetryComesFromBmcAndExporters() throws Exception {
        var sources = new ConcurrentHashMap<String, TelemetryBatch>();
        var connection = Nats.connect(nats);
        try {
            connection
                    .createDispatcher(message -> {
                        try {
                            var batch = TelemetryBatch.parseFrom(message.getData());
                            String kind = batch.getSource() + (batch.getSensorsCount() > 0 ? "+sensors" : "");
                            if (batch.getServerId().equals(first) && batch.getBmcReachable()) {
                                sources.put(kind, batch);
                            }
                        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .subscribe("pbd.telemetry.*.sampled");
            untilTrue(() -> sources.keySet().containsAll(List.of("redfish", "redfish+sensors", "dcgm", "node"))
                    && sources.get("node").getValuesMap().containsKey("cpu_utilization_percent"));
        } finally {
            connection.close();
        }
        assertThat(sources.get("redfish").getGpusList()).hasSize(8).allSatisfy(gpu -> {
            assertThat(gpu.getSerial()).isNotEmpty();
            assertThat(gpu.getValuesMap())
                    .containsKeys("gpu_temperature_celsius", "gpu_power_watts", "gpu_power_limit_watts");
        });
        assertThat(sources.get("dcgm").getGpusList()).hasSize(8).allSatisfy(gpu -> {
            assertThat(gpu.getPciAddress()).isNotEmpty();
            assertThat(gpu.getValuesMap()).containsKeys("gpu_utilization_percent", "gpu_memory_total_bytes");
        });
        assertThat(sources.get("redfish+sensors").getValuesMap())
                .containsKeys("power_watts", "inlet_temperature_celsius", "fan_rpm_min");
        assertThat(sources.get("node").getValuesMap()).containsKeys("memory_total_bytes", "cpu_utilization_percent");
        assertThat(sources.get("redfish").getPowerState()).isEqualTo("On");
    }

    @Test
    @Order(31)
    void anXidIsReportedOnceWhoeverTellsOfIt() {
        rack.fault(1, "{\"kind\":\"xid\",\"gpu\":5,\"code\":94}");
        untilTrue(() -> xids(94) == 1);
        var lines = new StringBuilder();
        rack.hardware(1, "/kernel-log")
                .forEach(line -> lines.append(
                                line.isTextual()
                                        ? line.asText()
                                        : line.path("line").asText())
                        .append('\n'));
        assertThat(lines.toString()).contains("NVRM: Xid");
        var pushed = service.telemetry()
                .pushTelemetry(PushTelemetryRequest.newBuilder()
                        .setServerId(first)
                        .setBody(ByteString.copyFromUtf8(lines.toString()))
                        .build());
        assertThat(pushed.getFormat()).isEqualTo("kernel_log");
        assertThat(pushed.getXids()).isPositive();
        assertThat(xids(94)).as("the exporter told of it before").isEqualTo(1);
        rack.repair(1);
    }

    private long xids(int code) {
        return service.events("gpu.xid_reported", first).stream()
                .filter(e -> e.contains("\"code\":" + code + ","))
                .count();
    }

    @Test
    @Order(32)
    void whatIsPushedIsUnderstoodOrRefused() {
        var csv = push("index, uuid, utilization.gpu [%]\n0, GPU-1, 5 %\nbroken");
        assertThat(csv.getFormat()).isEqualTo("query_gpu_csv");
        assertThat(csv.getGpus()).isEqualTo(1);
        assertThat(csv.getNotUnderstoodList()).containsExactly("broken");
        refused("INVALID_ARGUMENT", () -> push("hello"));
        refused("INVALID_ARGUMENT", () -> push("<a/>"));
        refused("INVALID_ARGUMENT", () -> push(""));
    }

    private io.palebluedot.proto.hardware.v1.PushTelemetryResponse push(String body) {
        return service.telemetry()
                .pushTelemetry(PushTelemetryRequest.newBuilder()
                        .setServerId(first)
                        .setBody(ByteString.copyFromUtf8(body))
                        .build());
    }

    @Test
    @Order(40)
    void passwordsGoInAndNeverComeOut() {
        var listed = service.credentials().listCredentials(ListCredentialsRequest.getDefaultInstance());
        assertThat(listed.getCredentialsList()).hasSize(1);
        assertThat(listed.toString()).doesNotContain(rack.rack().password());
        String secret = rack.rack().password();
        for (String table : List.of("credential", "server", "operation", "discovery", "discovery_target", "outbox")) {
            service.sql("select t::text from " + table + " t")
                    .forEach(row -> assertThat(row.getString(0)).doesNotContain(secret));
        }
        service.credentials()
                .deleteCredential(
                        DeleteCredentialRequest.newBuilder().setName("rack").build());
        refused(
                "NOT_FOUND",
                () -> service.credentials()
                        .deleteCredential(DeleteCredentialRequest.newBuilder()
                                .setName("rack")
                                .build()));
    }

    @Test
    @Order(41)
    void rolesAreKept() {
        var request =
                SetPowerRequest.newBuilder().setServerId(first).setAction("off").build();
        refused(
                "PERMISSION_DENIED",
                () -> service.hardwareAs(TestTokens.viewer()).setPower(request));
        refused(
                "PERMISSION_DENIED",
                () -> service.hardwareAs(TestTokens.engineer("e", "p")).setPower(request));
        refused("UNAUTHENTICATED", () -> service.hardwareAs("nonsense").setPower(request));
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
        service.ended(power(first, "on", ""));
        for (var move : OperationMove.values()) {
            var counter = meters.find("pbd.operation.moves")
                    .tag("move", move.name().toLowerCase(Locale.ROOT))
                    .counter();
            assertThat(counter).as("%s", move).isNotNull();
        }
    }

    private static void refused(String status, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).hasToString(status));
    }
}
