package io.palebluedot.inventory;

import static io.palebluedot.inventory.InventoryUnderTest.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.events.AllocationEvent.AllocationActivated;
import io.palebluedot.events.AllocationEvent.AllocationReleasing;
import io.palebluedot.events.AllocationEvent.AllocationReserved;
import io.palebluedot.events.AllocationEvent.HeldGpu;
import io.palebluedot.events.AllocationEvent.HeldServer;
import io.palebluedot.events.GpuEvent.XidReported;
import io.palebluedot.events.Ids;
import io.palebluedot.events.OperationEvent.OperationSucceeded;
import io.palebluedot.events.ServerEvent.ServerDiscovered;
import io.palebluedot.events.ServerEvent.ServerInspected;
import io.palebluedot.events.ServerEvent.ServerReachabilityChanged;
import io.palebluedot.events.WorkflowEvent.About;
import io.palebluedot.events.WorkflowEvent.WorkflowStarted;
import io.palebluedot.events.WorkflowEvent.WorkflowSucceeded;
import io.palebluedot.inventory.inspection.Trees;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.proto.hardware.v1.GpuSample;
import io.palebluedot.proto.hardware.v1.SensorSample;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import io.palebluedot.proto.inventory.v1.ConfigChange;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import io.palebluedot.proto.inventory.v1.DeleteServerRequest;
import io.palebluedot.proto.inventory.v1.GetConfigRequest;
import io.palebluedot.proto.inventory.v1.GetFleetRequest;
import io.palebluedot.proto.inventory.v1.GetGpuMetricsRequest;
import io.palebluedot.proto.inventory.v1.GetGpuRequest;
import io.palebluedot.proto.inventory.v1.GetServerRequest;
import io.palebluedot.proto.inventory.v1.Gpu;
import io.palebluedot.proto.inventory.v1.GpuModel;
import io.palebluedot.proto.inventory.v1.GpuState;
import io.palebluedot.proto.inventory.v1.ListGpusRequest;
import io.palebluedot.proto.inventory.v1.ListServersRequest;
import io.palebluedot.proto.inventory.v1.Place;
import io.palebluedot.proto.inventory.v1.ServerSku;
import io.palebluedot.proto.inventory.v1.ServerState;
import io.palebluedot.proto.inventory.v1.UpdateGpuConfigRequest;
import io.palebluedot.proto.inventory.v1.UpdateGpuRequest;
import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import io.palebluedot.testing.RealServers;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One server's whole life through the whole service, on real PostgreSQL, Redis and NATS. */
@QuarkusTest
@QuarkusTestResource(value = InventoryServers.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InventoryServiceIT {

    private static final String SERVER = Ids.newId();
    private static final String ALLOCATION = Ids.newId();
    private static final String PROJECT = Ids.newId();
    private static FakeHardware hardware;

    @Inject
    InventoryUnderTest inventory;

    @ConfigProperty(name = "pbd.grpc.hardware")
    String hardwareAddress;

    @AfterAll
    static void stop() {
        if (hardware != null) {
            hardware.close();
        }
    }

    @Test
    @Order(1)
    void aDiscoveredServerBecomesAvailable() {
        inventory.publish(
                "/hardware-service",
                SERVER,
                new ServerDiscovered(Trees.server("127.20.0.1:8000", "SN-1", "SYS-821GE-TNHR", 8), null));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_AVAILABLE);

        var server = inventory.server(SERVER);
        assertThat(server.getName()).isEqualTo("server-001");
        assertThat(server.getStatus()).isEqualTo("ready");
        assertThat(server.getManufacturer()).isEqualTo("Supermicro");
        assertThat(server.getGpuCount()).isEqualTo(8);
        assertThat(server.getGpuModel()).isEqualTo("NVIDIA H200");
        assertThat(server.getNicsList()).hasSize(1);
        assertThat(server.getFirmwareList()).hasSize(2);

        var gpu = inventory.gpu("gpu-001");
        assertThat(gpu.getServerName()).isEqualTo("server-001");
        assertThat(gpu.getState()).isEqualTo(GpuState.GPU_STATE_AVAILABLE);
        assertThat(gpu.getMemoryBytes()).isEqualTo(141L << 30);
        assertThat(gpu.getArchitecture()).isEqualTo("Hopper");

        assertThat(inventory.told("server.state_changed", SERVER))
                .extracting(json -> json.replaceAll(".*\"to\":\"(\\w+)\".*", "$1"))
                .containsExactly(
                        "enrolled", "verifying", "manageable", "inspecting", "preparing", "validating", "available");
        assertThat(inventory.told("gpu.status_changed", gpu.getId()))
                .last()
                .asString()
                .contains("\"allocatable\":true", "\"to\":\"available\"");
        assertThat(inventory.told("config.validated", SERVER)).hasSize(1);
        assertThat(inventory.told("config.changed", gpu.getId()))
                .singleElement()
                .asString()
                .contains("\"version\":1");
        assertThat(inventory.count("select count(*) from history where object_id = '" + SERVER + "'"))
                .isEqualTo(7);
    }

    @Test
    @Order(2)
    void theFleetIsToldToServicesAsItsLastEventsToldIt() {
        until(() -> state(SERVER) == ServerState.SERVER_STATE_AVAILABLE);
        var request = GetFleetRequest.newBuilder()
                .addRefs("gpu-003")
                .addRefs("no-such")
                .build();
        var fleet = inventory.fleet(TestTokens.service("allocation-service")).getFleet(request);
        assertThat(fleet.getServersList()).singleElement().satisfies(server -> {
            assertThat(server.getId()).isEqualTo(SERVER);
            assertThat(server.getName()).isEqualTo("server-001");
            assertThat(server.getState()).isEqualTo("available");
            assertThat(server.getSequence()).isEqualTo(inventory.lastSequence(SERVER));
        });
        assertThat(fleet.getGpusList())
                .hasSize(8)
                .allMatch(gpu -> gpu.getAllocatable() && gpu.getServerName().equals("server-001"))
                .allMatch(gpu -> gpu.getSequence() == inventory.lastSequence(gpu.getId()));
        var page = inventory
                .fleet(TestTokens.service("allocation-service"))
                .getFleet(GetFleetRequest.newBuilder().setLimit(1).build());
        assertThat(page.getServersCount()).isEqualTo(1);
        assertThat(page.getNext()).isEqualTo(SERVER);
        fails(
                Status.Code.PERMISSION_DENIED,
                () -> inventory.fleet(TestTokens.admin()).getFleet(request));
    }

    @Test
    @Order(2)
    void anEventThatComesTwiceTakesEffectOnce() {
        var id = Ids.newUuid();
        var event = new ServerInspected(Trees.server("127.20.0.1:8000", "SN-1", "SYS-821GE-TNHR", 8), null);
        inventory.publish("/hardware-service", SERVER, event, id, "first");
        until(() -> inventory.count("select count(*) from inbox where event_id = '" + id + "'") == 1);
        long version = inventory.server(SERVER).getVersion();
        inventory.publish("/hardware-service", SERVER, event, id, "second");
        var marker = inventory.publish("/hardware-service", SERVER, new ServerReachabilityChanged(true, null));
        until(() -> inventory.count("select count(*) from inbox where event_id = '" + marker + "'") == 1);
        assertThat(inventory.server(SERVER).getVersion()).isEqualTo(version);
        assertThat(inventory.count("select count(*) from gpu")).isEqualTo(8);
    }

    @Test
    @Order(3)
    void listsAreFilteredSortedAndPaged() {
        var seen = new HashSet<String>();
        String cursor = "";
        int pages = 0;
        do {
            var page = inventory
                    .gpus()
                    .listGpus(ListGpusRequest.newBuilder()
                            .setPage(PageRequest.newBuilder()
                                    .setLimit(3)
                                    .setSort("-name")
                                    .setCursor(cursor))
                            .build());
            assertThat(page.getPage().getTotal()).isEqualTo(8);
            page.getGpusList()
                    .forEach(gpu -> assertThat(seen.add(gpu.getName())).isTrue());
            cursor = page.getPage().getNext();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(8);

        assertThat(gpus(ListGpusRequest.newBuilder().setServer("server-001").setStatus("available")))
                .hasSize(8);
        assertThat(gpus(ListGpusRequest.newBuilder().setModel("h200"))).hasSize(8);
        assertThat(gpus(ListGpusRequest.newBuilder().setQ("SN-1-G3"))).hasSize(1);
        assertThat(gpus(ListGpusRequest.newBuilder().setQ("100%"))).isEmpty();
        assertThat(gpus(ListGpusRequest.newBuilder().setStatus("error"))).isEmpty();
        assertThat(inventory
                        .servers()
                        .listServers(ListServersRequest.newBuilder()
                                .setStatus("ready")
                                .setQ("supermicro")
                                .build())
                        .getServersList())
                .hasSize(1);
        fails(
                Status.Code.INVALID_ARGUMENT,
                () -> gpus(ListGpusRequest.newBuilder().setStatus("shiny")));
        fails(Status.Code.NOT_FOUND, () -> inventory.gpu("gpu-999"));
    }

    @Test
    @Order(4)
    void anEngineerSeesNothingOfOthers() {
        var engineer = TestTokens.engineer("somebody", PROJECT);
        assertThat(inventory
                        .gpus(engineer)
                        .listGpus(ListGpusRequest.getDefaultInstance())
                        .getGpusList())
                .isEmpty();
        fails(Status.Code.NOT_FOUND, () -> inventory.gpus(engineer).getGpu(gpuRequest("gpu-001")));
        fails(
                Status.Code.NOT_FOUND,
                () -> inventory
                        .servers(engineer)
                        .getServer(GetServerRequest.newBuilder()
                                .setRef("server-001")
                                .build()));
        fails(
                Status.Code.PERMISSION_DENIED,
                () -> inventory
                        .gpus(engineer)
                        .updateGpu(
                                UpdateGpuRequest.newBuilder().setRef("gpu-001").build()));
    }

    @Test
    @Order(5)
    void anUpdateWithAnOldVersionIsRefused() {
        var gpu = inventory.gpu("gpu-002");
        var update = UpdateGpuRequest.newBuilder()
                .setRef("gpu-002")
                .setExpectedVersion(gpu.getVersion())
                .setSetLabels(true)
                .putLabels("team", "vision")
                .build();
        var updated = inventory.gpus().updateGpu(update);
        assertThat(updated.getLabelsMap()).isEqualTo(Map.of("team", "vision"));
        assertThat(updated.getVersion()).isGreaterThan(gpu.getVersion());
        fails(Status.Code.ABORTED, () -> inventory.gpus().updateGpu(update));

        device("gpu-001", "GPU-A");
        device("gpu-002", "GPU-B");
        var labelled = inventory.gpu("gpu-002");
        assertThat(labelled.getGnmiDeviceId()).isEqualTo("GPU-B");
        assertThat(labelled.getLabelsMap()).isEqualTo(Map.of("team", "vision"));
        device("gpu-002", "");
        assertThat(inventory.gpu("gpu-002").getGnmiDeviceId()).isEmpty();
        fails(Status.Code.INVALID_ARGUMENT, () -> device("gpu-002", "GPU]/../x[y=z"));

        var server = inventory
                .servers()
                .updateServer(UpdateServerRequest.newBuilder()
                        .setRef(SERVER)
                        .setName("server456")
                        .setPlace(Place.newBuilder().setRack("r1").setRackUnit(4))
                        .build());
        assertThat(server.getName()).isEqualTo("server456");
        assertThat(inventory.gpu("gpu-001").getServerName()).isEqualTo("server456");
        assertThat(inventory.told("gpu.status_changed", inventory.gpu("gpu-001").getId()))
                .last()
                .asString()
                .contains("\"rack\":\"r1\"");
    }

    private void device(String gpu, String name) {
        assertThat(inventory
                        .gpus()
                        .updateGpu(UpdateGpuRequest.newBuilder()
                                .setRef(gpu)
                                .setGnmiDeviceId(name)
                                .build())
                        .getGnmiDeviceId())
                .isEqualTo(name);
    }

    @Test
    @Order(6)
    void theSeedsConfigurationWaitsForHardwareAndIsThenApplied() {
        fails(Status.Code.INVALID_ARGUMENT, () -> configure(100));
        var change = configure(200);
        assertThat(change.getVersion().getVersion()).isEqualTo(2);
        assertThat(change.getVersion().getApplyState()).isEqualTo("pending");
        assertThat(change.getOperationId()).isEmpty();

        hardware = new FakeHardware(Integer.parseInt(hardwareAddress.replaceAll(".*:", "")));
        until(() -> wanted("gpu-001").equals("applying"));
        until(() -> !hardware.gpuConfigs.isEmpty());
        var asked = hardware.gpuConfigs.getLast();
        assertThat(asked.getPowerLimitWatts()).isEqualTo(200);
        assertThat(asked.getMemoryClockMhz()).isEqualTo(8000);
        assertThat(asked.getGpuSerial()).isEqualTo("SN-1-G0");
        assertThat(asked.getGnmiDeviceId()).isEqualTo("GPU-A");

        inventory.publish(
                "/hardware-service",
                asked.getIdempotencyKey(),
                new OperationSucceeded(
                        "gpu_config",
                        SERVER,
                        asked.getGpuId(),
                        Map.of("applied_by_bmc", Map.of("power_limit_watts", 200, "memory_clock_mhz", 8000))));
        until(() -> wanted("gpu-001").equals("applied"));
        var config = inventory
                .configs()
                .getGpuConfig(GetConfigRequest.newBuilder().setRef("gpu-001").build());
        assertThat(config.getApplied().getVersion()).isEqualTo(2);
        assertThat(config.getObserved().getFieldsOrThrow("power_limit").getNumberValue())
                .isEqualTo(200);
        assertThat(config.getWanted().getDiff().getFieldsMap()).containsOnlyKeys("power_limit", "memory_clock");
        assertThat(inventory.told("config.changed", asked.getGpuId()))
                .extracting(json -> json.replaceAll(".*\"apply_state\":\"(\\w+)\".*", "$1"))
                .containsExactly("applied", "pending", "applied");

        fails(
                Status.Code.ABORTED,
                () -> inventory
                        .configs()
                        .updateGpuConfig(UpdateGpuConfigRequest.newBuilder()
                                .setRef("gpu-001")
                                .setPowerLimit(300)
                                .setExpectedVersion(1)
                                .build()));
    }

    @Test
    @Order(7)
    void anAllocationTakesTheServerThroughDeploymentToActive() {
        inventory.publish(
                "/allocation-service",
                ALLOCATION,
                new AllocationReserved("user123", PROJECT, "AI训练", held(), server(true, false), null, List.of(), null));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_RESERVED);
        assertThat(inventory.gpu("gpu-001").getAllocationId()).isEqualTo(ALLOCATION);

        inventory.publish("/workflow-service", Ids.newId(), new WorkflowStarted(deploy()));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_DEPLOYING);
        inventory.publish("/workflow-service", Ids.newId(), new WorkflowSucceeded(deploy()));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_ACTIVE);
        assertThat(inventory.told("server.provisioned", SERVER)).hasSize(1);

        inventory.publish("/allocation-service", ALLOCATION, new AllocationActivated(PROJECT, held()));
        until(() -> inventory.gpu("gpu-001").getState() == GpuState.GPU_STATE_ALLOCATED);
        assertThat(inventory.gpu("gpu-005").getState()).isEqualTo(GpuState.GPU_STATE_AVAILABLE);

        var engineer = TestTokens.engineer("user123", PROJECT);
        assertThat(inventory
                        .gpus(engineer)
                        .listGpus(ListGpusRequest.getDefaultInstance())
                        .getGpusList())
                .hasSize(2);
        assertThat(inventory
                        .servers(engineer)
                        .listServers(ListServersRequest.getDefaultInstance())
                        .getServersList())
                .hasSize(1);
        fails(
                Status.Code.FAILED_PRECONDITION,
                () -> inventory
                        .servers()
                        .deleteServer(
                                DeleteServerRequest.newBuilder().setRef(SERVER).build()));
    }

    @Test
    @Order(8)
    void telemetryIsStatusAndSeries() {
        inventory.publish(telemetry(97, 71));
        until(() -> !inventory.metrics().getGpuStatus(gpuRequest("gpu-001")).getStale());
        var status = inventory.metrics().getGpuStatus(gpuRequest("gpu-001"));
        assertThat(status.getValuesMap())
                .containsEntry("gpu_temperature_celsius", 71.0)
                .containsEntry("gpu_utilization_percent", 97.0);
        assertThat(status.getAgeMs()).isLessThan(10_000);
        until(() -> inventory
                .metrics()
                .getGpuStatus(gpuRequest("gpu-001"))
                .getStatus()
                .equals("in_use"));

        var series = inventory
                .metrics()
                .getGpuMetrics(GetGpuMetricsRequest.newBuilder()
                        .setRef("gpu-001")
                        .addNames("gpu_temperature_celsius")
                        .build());
        assertThat(series.getSeriesList()).singleElement().satisfies(one -> {
            assertThat(one.getUnit()).isEqualTo("celsius");
            assertThat(one.getPointsList()).isNotEmpty();
            assertThat(one.getPoints(0).getValue()).isEqualTo(71.0);
        });
        var server = inventory
                .servers()
                .getServerStatus(GetServerRequest.newBuilder().setRef(SERVER).build());
        assertThat(server.getSensorsList())
                .singleElement()
                .satisfies(s -> assertThat(s.getName()).isEqualTo("Inlet"));
    }

    @Test
    @Order(9)
    void aLostRedisIsMadeGoodFromTheSeriesAndByTheNextSamples() {
        RealServers.get().restartRedis();
        var status = inventory.metrics().getGpuStatus(gpuRequest("gpu-001"));
        assertThat(status.getValuesMap()).containsEntry("gpu_temperature_celsius", 71.0);
        inventory.publish(telemetry(98, 66));
        until(() -> Double.valueOf(66.0)
                .equals(inventory
                        .metrics()
                        .getGpuStatus(gpuRequest("gpu-001"))
                        .getValuesMap()
                        .get("gpu_temperature_celsius")));
    }

    @Test
    @Order(10)
    void anXidThatBreaksAGpuTakesItOutWhereItIs() {
        var gpu = inventory.gpu("gpu-002");
        inventory.publish("/hardware-service", SERVER, new XidReported(13, null, null, "SN-1-G1", 1, "kernel", null));
        inventory.publish(
                "/hardware-service", SERVER, new XidReported(79, "PCI:0000:19:00", null, null, null, "kernel", null));
        until(() -> inventory.gpu("gpu-002").getState() == GpuState.GPU_STATE_FAULTY);
        var faulty = inventory.gpu("gpu-002");
        assertThat(faulty.getStatus()).isEqualTo("error");
        assertThat(faulty.getFaultCause()).isEqualTo("Xid 79: GPU has fallen off the bus");
        assertThat(faulty.getAllocationId()).isEqualTo(ALLOCATION);
        assertThat(inventory.told("gpu.status_changed", gpu.getId()))
                .last()
                .asString()
                .contains("\"from\":\"allocated\"", "\"to\":\"faulty\"");
        assertThat(state(SERVER)).isEqualTo(ServerState.SERVER_STATE_ACTIVE);
    }

    @Test
    @Order(11)
    void aReleasedServerIsCleanedAndAvailableAgainWithoutItsFaultyGpu() {
        inventory.publish(
                "/allocation-service",
                ALLOCATION,
                new AllocationReleasing(PROJECT, held(), server(false, true), "released"));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_DEPROVISIONING);
        assertThat(inventory.gpu("gpu-001").getState()).isEqualTo(GpuState.GPU_STATE_DRAINING);
        var about = new About("cleanup", SERVER, ALLOCATION);
        inventory.publish("/workflow-service", Ids.newId(), new WorkflowStarted(about));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_CLEANING);
        inventory.publish("/workflow-service", Ids.newId(), new WorkflowSucceeded(about));
        until(() -> state(SERVER) == ServerState.SERVER_STATE_AVAILABLE);
        assertThat(inventory.gpu("gpu-001").getState()).isEqualTo(GpuState.GPU_STATE_AVAILABLE);
        assertThat(inventory.gpu("gpu-002").getState()).isEqualTo(GpuState.GPU_STATE_FAULTY);
        assertThat(inventory.gpu("gpu-002").getAllocationId()).isEmpty();

        inventory
                .servers()
                .requalifyServer(
                        GetServerRequest.newBuilder().setRef("server456").build());
        assertThat(inventory.gpu("gpu-002").getState()).isEqualTo(GpuState.GPU_STATE_AVAILABLE);
    }

    @Test
    @Order(12)
    void aServerThatIsNotAsSoldDoesNotBecomeAvailable() {
        String id = Ids.newId();
        inventory.publish(
                "/hardware-service",
                id,
                new ServerDiscovered(Trees.server("127.20.0.2:8000", "SN-2", "PowerEdge XE9680", 7), null));
        until(() -> state(id) == ServerState.SERVER_STATE_FAILED);
        assertThat(inventory.server(id).getFaultCause()).contains("gpu.count expected 8 observed 7");
        assertThat(inventory.told("config.conflicted", id))
                .singleElement()
                .asString()
                .contains("gpu.count");
        assertThat(inventory.told("server.failed", id)).hasSize(1);

        var requalify = GetServerRequest.newBuilder().setRef(id).build();
        assertThat(inventory.servers().requalifyServer(requalify).getState())
                .isEqualTo(ServerState.SERVER_STATE_FAILED);
        inventory
                .catalogue()
                .putServerSku(
                        ServerSku.newBuilder().setModel("XE9680").setGpuCount(7).build());
        assertThat(inventory.servers().requalifyServer(requalify).getState())
                .isEqualTo(ServerState.SERVER_STATE_AVAILABLE);
    }

    @Test
    @Order(13)
    void aServerIsCreatedAllOrNothing() {
        fails(Status.Code.INVALID_ARGUMENT, () -> inventory.servers().createServer(create("x", "no address at all")));
        fails(Status.Code.ALREADY_EXISTS, () -> inventory.servers().createServer(create("server456", "10.0.0.9")));
        fails(Status.Code.ALREADY_EXISTS, () -> inventory.servers().createServer(create("late", "taken.example")));
        assertThat(inventory.count("select count(*) from server where name = 'late'"))
                .isZero();

        hardware.close();
        fails(Status.Code.UNAVAILABLE, () -> inventory.servers().createServer(create("late", "10.0.0.9")));
        assertThat(inventory.count("select count(*) from server where name = 'late'"))
                .isZero();

        hardware = new FakeHardware(Integer.parseInt(hardwareAddress.replaceAll(".*:", "")));
        until(() -> {
            try {
                inventory.servers().createServer(create("late", "10.0.0.9"));
                return true;
            } catch (StatusRuntimeException stillReconnecting) {
                return false;
            }
        });
        var made = inventory.server("late");
        assertThat(made.getState()).isEqualTo(ServerState.SERVER_STATE_VERIFYING);
        assertThat(hardware.registered.getLast().getPassword()).isEqualTo("a BMC secret");
        assertThat(inventory.count("select count(*) from outbox where data like '%BMC secret%'"))
                .isZero();
        assertThat(inventory.count("select count(*) from server s where s::text like '%BMC secret%'"))
                .isZero();
    }

    @Test
    @Order(14)
    void whatWaitsTooLongIsTriedAgainAndThenFails() {
        String id = inventory.server("late").getId();
        for (int retry = 1; retry <= 2; retry++) {
            int before = hardware.inspected.size();
            inventory.sql("update server set deadline = now() - interval '1 second' where id = '" + id + "'");
            until(() -> hardware.inspected.size() > before);
            assertThat(state(id)).isEqualTo(ServerState.SERVER_STATE_VERIFYING);
        }
        inventory.sql("update server set deadline = now() - interval '1 second' where id = '" + id + "'");
        until(() -> state(id) == ServerState.SERVER_STATE_FAILED);
        assertThat(inventory.server(id).getFaultCause()).contains("verifying");
    }

    @Test
    @Order(15)
    void aDeletedServerIsRetiredAndItsBmcForgotten() {
        String id = inventory.server("late").getId();
        inventory
                .servers()
                .deleteServer(DeleteServerRequest.newBuilder().setRef("late").build());
        assertThat(state(id)).isEqualTo(ServerState.SERVER_STATE_RETIRED);
        assertThat(hardware.forgotten).containsExactly(id);
        assertThat(inventory.told("server.decommissioned", id)).hasSize(1);
        fails(Status.Code.NOT_FOUND, () -> inventory.server("nobody"));
    }

    @Test
    @Order(16)
    void whatOperatorsKnowOfModelsIsUsedAtTheNextInspection() {
        inventory
                .catalogue()
                .putGpuModel(GpuModel.newBuilder()
                        .setName("our H200")
                        .setMatch("H200")
                        .setMemoryBytes(140L << 30)
                        .setTdpWatts(650)
                        .setExpectedVersion(0)
                        .build());
        fails(
                Status.Code.ABORTED,
                () -> inventory
                        .catalogue()
                        .putGpuModel(GpuModel.newBuilder()
                                .setName("our H200")
                                .setMatch("H200")
                                .setExpectedVersion(7)
                                .build()));
        inventory.publish(
                "/hardware-service",
                SERVER,
                new ServerInspected(Trees.server("127.20.0.1:8000", "SN-1", "SYS-821GE-TNHR", 8), null));
        until(() -> inventory.gpu("gpu-001").getMemoryBytes() == 140L << 30);
        assertThat(inventory.gpu("gpu-001").getTdpWatts()).isEqualTo(650);
    }

    @Test
    @Order(17)
    void versionsHaveNoGapsAndCannotBeChanged() {
        assertThatThrownBy(() -> inventory.sql("update config_version set content = '{\"power_limit\":1}'"))
                .hasMessageContaining("immutable");
        assertThatThrownBy(
                        () -> inventory.sql(
                                "insert into config_version (object_id, version, id, content, diff, author,"
                                        + " apply_state) select object_id, 9, gen_random_uuid(), '{}', '{}', 'x', 'applied' from config"))
                .hasMessageContaining("foreign key");
        assertThatThrownBy(() -> inventory.sql("update gpu set serial = 'SN-1-G0'"))
                .hasMessageContaining("gpu_serial");
    }

    private ServerState state(String ref) {
        try {
            return inventory.server(ref).getState();
        } catch (StatusRuntimeException notYet) {
            return ServerState.SERVER_STATE_UNSPECIFIED;
        }
    }

    private String wanted(String gpu) {
        return inventory
                .configs()
                .getGpuConfig(GetConfigRequest.newBuilder().setRef(gpu).build())
                .getWanted()
                .getApplyState();
    }

    private ConfigChange configure(int watts) {
        return inventory
                .configs()
                .updateGpuConfig(UpdateGpuConfigRequest.newBuilder()
                        .setRef("gpu-001")
                        .setPowerLimit(watts)
                        .setMemoryClock(8000)
                        .build());
    }

    private List<Gpu> gpus(ListGpusRequest.Builder request) {
        return inventory.gpus().listGpus(request.build()).getGpusList();
    }

    private List<HeldGpu> held() {
        return List.of(
                new HeldGpu(inventory.gpu("gpu-001").getId(), "gpu-001", SERVER),
                new HeldGpu(inventory.gpu("gpu-002").getId(), "gpu-002", SERVER));
    }

    private static List<HeldServer> server(boolean deploy, boolean clean) {
        return List.of(new HeldServer(SERVER, "server456", deploy, clean));
    }

    private static About deploy() {
        return new About("deploy", SERVER, ALLOCATION);
    }

    private static GetGpuRequest gpuRequest(String ref) {
        return GetGpuRequest.newBuilder().setRef(ref).build();
    }

    private static CreateServerRequest create(String name, String address) {
        return CreateServerRequest.newBuilder()
                .setName(name)
                .setBmcAddress(address)
                .setBmcUsername("admin")
                .setBmcPassword("a BMC secret")
                .build();
    }

    private static TelemetryBatch telemetry(double utilization, double celsius) {
        return TelemetryBatch.newBuilder()
                .setServerId(SERVER)
                .setAt(InventoryUnderTest.now())
                .setSource("dcgm")
                .setBmcReachable(true)
                .addSensors(
                        SensorSample.newBuilder().setName("Inlet").setValue(23).setUnit("Cel"))
                .addGpus(GpuSample.newBuilder()
                        .setSerial("SN-1-G0")
                        .putValues("gpu_utilization_percent", utilization)
                        .putValues("gpu_temperature_celsius", celsius))
                .build();
    }

    private static void fails(Status.Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode())
                                .as(e.getMessage())
                                .isEqualTo(code));
    }
}
