package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.json;
import static io.palebluedot.simulator.RackClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.simulator.control.FaultInjector;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The BMCs of the built-in models, over their sockets. Server 0 is the HGX model, server 1 the Supermicro-like. */
class RedfishIT {

    private static final String SYSTEM = "/redfish/v1/Systems/DGX";
    private static final String GPU = "/redfish/v1/Systems/HGX_Baseboard_0/Processors/GPU_SXM_1";
    private static SimulatedRack rack;
    private static RackClient client;

    @BeforeAll
    static void start() {
        rack = SimulatedRack.builder()
                .servers(2)
                .network(30)
                .freePorts()
                .speed(10)
                .start();
        client = new RackClient(rack);
    }

    @AfterAll
    static void stop() {
        rack.close();
    }

    @AfterEach
    void repair() {
        rack.machines().forEach(machine -> FaultInjector.clear(machine, null));
    }

    @Test
    void theRootIsOpenAndEverythingElseNeedsCredentials() {
        assertThat(RackClient.send(rack.bmc(0).resolve("/redfish/v1/"), "GET", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(RackClient.send(rack.bmc(0).resolve("/redfish/v1/Systems"), "GET", "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.bmc(0, "GET", "/redfish/v1/Systems", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionWorksUntilItIsDeleted() {
        String login = "{\"UserName\":\"admin\",\"Password\":\"pbd-sim-bmc\"}";
        HttpResponse<String> session =
                RackClient.send(rack.bmc(0).resolve("/redfish/v1/SessionService/Sessions"), "POST", login);
        assertThat(session.statusCode()).isEqualTo(201);
        String token = session.headers().firstValue("X-Auth-Token").orElseThrow();
        String own = session.headers().firstValue("Location").orElseThrow();
        assertThat(RackClient.send(rack.bmc(0).resolve(SYSTEM), "GET", "", "X-Auth-Token", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(RackClient.send(rack.bmc(0).resolve(own), "DELETE", "", "X-Auth-Token", token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(RackClient.send(rack.bmc(0).resolve(SYSTEM), "GET", "", "X-Auth-Token", token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(RackClient.send(
                                rack.bmc(0).resolve("/redfish/v1/SessionService/Sessions"),
                                "POST",
                                login.replace("pbd", "bad"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void noLinkOfATreeLeadsNowhere() {
        for (int server = 0; server < 2; server++) {
            Set<String> seen = new HashSet<>();
            crawl(server, "/redfish/v1", seen);
            assertThat(seen).hasSizeGreaterThan(100);
        }
    }

    private static void crawl(int server, String path, Set<String> seen) {
        if (!path.contains("#") && seen.add(path)) {
            JsonNode resource = client.get(server, path);
            assertThat(resource.toString()).as(path).doesNotContain("${", "{gpu", "#{");
            for (JsonNode link : resource.findValues("@odata.id")) {
                crawl(server, link.asText(), seen);
            }
        }
    }

    @Test
    void gpusAreProcessorsOfASecondSystemOnOneModelAndPcieDevicesOnTheOther() {
        JsonNode processors = client.get(0, "/redfish/v1/Systems/HGX_Baseboard_0/Processors");
        assertThat(processors.path("Members")).hasSize(8);
        assertThat(client.get(0, GPU).path("SerialNumber").asText()).matches("16\\d{11}");
        assertThat(client.get(1, "/redfish/v1/Systems").path("Members")).hasSize(1);
        JsonNode device = client.get(1, "/redfish/v1/Chassis/1/PCIeDevices/GPU8");
        assertThat(device.path("SerialNumber").asText())
                .isEqualTo(rack.machine(1).identity().gpuSerial(7));
        assertThat(device.path("Model").asText()).isEqualTo("H100 80GB HBM3");
    }

    @Test
    void theBootPortShowsTheServersMacAndItsAddressInBand() {
        JsonNode nic = client.get(0, SYSTEM + "/EthernetInterfaces/NIC_0");
        assertThat(nic.path("MACAddress").asText()).isEqualTo("02:70:62:64:00:01");
        assertThat(nic.path("IPv4Addresses").path(0).path("Address").asText()).isEqualTo("127.31.0.1");
    }

    @Test
    void powerMovesThroughItsTransientStates() {
        assertThat(reset(0, "ForceOff")).isEqualTo(204);
        assertThat(power(0)).isIn("PoweringOff", "Off");
        until("off", () -> power(0).equals("Off"));
        assertThat(client.get(0, GPU + "/EnvironmentMetrics")
                        .path("TemperatureCelsius")
                        .path("Reading")
                        .isNull())
                .isTrue();
        assertThat(reset(0, "GracefulRestart")).isEqualTo(409);
        assertThat(reset(0, "Explode")).isEqualTo(400);
        assertThat(reset(0, "On")).isEqualTo(204);
        until("on", () -> power(0).equals("On"));
    }

    @Test
    void aGracefulShutdownMayHang() {
        until("on", () -> power(1).equals("On"));
        fault(1, "{\"kind\":\"shutdown_hangs\"}");
        assertThat(reset(1, "GracefulShutdown")).isEqualTo(204);
        assertThat(power(1)).isEqualTo("On");
        assertThat(reset(1, "ForceOff")).isEqualTo(204);
        until("off", () -> power(1).equals("Off"));
        reset(1, "On");
        until("on", () -> power(1).equals("On"));
    }

    @Test
    void theSeedsConfigurationChangesTheHardware() {
        String memory = "/redfish/v1/Systems/HGX_Baseboard_0/Memory/GPU_SXM_1_DRAM_0";
        assertThat(patch(0, GPU + "/EnvironmentMetrics", "{\"PowerLimitWatts\":{\"SetPoint\":200}}"))
                .isEqualTo(200);
        assertThat(patch(0, memory, "{\"OperatingSpeedRangeMHz\":{\"SettingMax\":8000}}"))
                .isEqualTo(200);
        JsonNode gpu = client.control("/servers/1/gpus/0");
        assertThat(gpu.path("power_limit_watts").asInt()).isEqualTo(200);
        assertThat(gpu.path("memory_clock_mhz").asInt()).isEqualTo(8000);
        assertThat(client.get(0, memory).path("OperatingSpeedMhz").asInt()).isEqualTo(8000);
        assertThat(client.get(0, GPU + "/EnvironmentMetrics")
                        .path("PowerLimitWatts")
                        .path("SetPoint")
                        .asInt())
                .isEqualTo(200);
    }

    @Test
    void limitsOutsideTheRangeAreRefusedAndChangeNothing() {
        HttpResponse<String> refused = client.bmc(
                0,
                "PATCH",
                GPU.replace("_1", "_2") + "/EnvironmentMetrics",
                "{\"PowerLimitWatts\":{\"SetPoint\":900}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("PropertyValueOutOfRange");
        assertThat(rack.machine(0).gpus().get(1).powerLimitWatts()).isEqualTo(700);
        assertThat(patch(0, GPU, "{\"SerialNumber\":\"x\"}")).isEqualTo(400);
        assertThat(patch(0, GPU, "{\"Nonsense\":1}")).isEqualTo(400);
        assertThat(client.bmc(0, "PATCH", GPU, "[1").statusCode()).isEqualTo(400);
    }

    @Test
    void biosChangesWaitForAReset() {
        String settings = SYSTEM + "/Bios/Settings";
        assertThat(patch(0, settings, "{\"Attributes\":{\"HyperThreading\":\"Disabled\"}}"))
                .isEqualTo(200);
        assertThat(patch(0, settings, "{\"Attributes\":{\"NoSuchThing\":\"Disabled\"}}"))
                .isEqualTo(400);
        assertThat(patch(0, SYSTEM + "/Bios", "{\"Attributes\":{\"HyperThreading\":\"Disabled\"}}"))
                .isEqualTo(400);
        assertThat(hyperThreading(SYSTEM + "/Bios")).isEqualTo("Enabled");
        assertThat(hyperThreading(settings)).isEqualTo("Disabled");
        reset(0, "ForceRestart");
        until("applied", () -> hyperThreading(SYSTEM + "/Bios").equals("Disabled"));
        assertThat(client.get(0, settings).path("Attributes")).isEmpty();
    }

    private static String hyperThreading(String path) {
        return client.get(0, path).path("Attributes").path("HyperThreading").asText();
    }

    @Test
    void aFirmwareUpdateIsATaskThatChangesTheVersion() {
        String item = "/redfish/v1/UpdateService/FirmwareInventory/BIOS";
        HttpResponse<String> accepted = client.bmc(
                1,
                "POST",
                "/redfish/v1/UpdateService/Actions/UpdateService.SimpleUpdate",
                "{\"ImageURI\":\"http://images/bios-2.7.bin\",\"Targets\":[\"" + item + "\"]}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String task = accepted.headers().firstValue("Location").orElseThrow();
        until("completed", () -> client.get(1, task).path("TaskState").asText().equals("Completed"));
        assertThat(client.get(1, item).path("Version").asText()).isEqualTo("2.7");
        assertThat(client.get(1, "/redfish/v1/Systems/1").path("BiosVersion").asText())
                .isEqualTo("2.7");
        assertThat(client.bmc(
                                1,
                                "POST",
                                "/redfish/v1/UpdateService/Actions/UpdateService.SimpleUpdate",
                                "{\"ImageURI\":\"http://images/x.bin\",\"Targets\":[\"/redfish/v1/no\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void virtualMediaIsInsertedAndEjectedInTheVendorsWay() {
        String drive = "/redfish/v1/Managers/1/VirtualMedia/VirtualMedia1";
        String insert = drive + "/Actions/VirtualMedia.InsertMedia";
        assertThat(client.bmc(1, "POST", insert, "{\"Image\":\"http://i/a.iso\",\"Inserted\":true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.bmc(1, "POST", insert, "{\"Image\":\"http://i/a.iso\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get(1, drive).path("ImageName").asText()).isEqualTo("a.iso");
        String eject = client.get(1, drive)
                .path("Actions")
                .path("#VirtualMedia.EjectMedia")
                .path("target")
                .asText();
        assertThat(client.bmc(1, "POST", eject, "{}").statusCode()).isEqualTo(204);
        assertThat(client.bmc(1, "POST", eject, "{}").statusCode()).isIn(400, 404);
    }

    @Test
    void aStrictBmcWantsTheRightEtag() {
        fault(0, "{\"kind\":\"strict_etag\"}");
        String body = "{\"AssetTag\":\"rack-7\"}";
        assertThat(patch(0, SYSTEM, body)).isEqualTo(428);
        assertThat(client.bmc(0, "PATCH", SYSTEM, body, "If-Match", "\"stale\"").statusCode())
                .isEqualTo(412);
        String etag =
                client.bmc(0, "GET", SYSTEM, "").headers().firstValue("ETag").orElseThrow();
        assertThat(client.bmc(0, "PATCH", SYSTEM, body, "If-Match", etag).statusCode())
                .isEqualTo(200);
        assertThat(client.get(0, SYSTEM).path("AssetTag").asText()).isEqualTo("rack-7");
        assertThat(client.bmc(0, "PATCH", SYSTEM, body, "If-Match", etag).statusCode())
                .isEqualTo(412);
    }

    @Test
    void aBrokenBmcIsBrokenInTheWayAsked() {
        fault(1, "{\"kind\":\"status_503\",\"count\":1}");
        assertThat(client.bmc(1, "GET", "/redfish/v1/Systems", "").statusCode()).isEqualTo(503);
        assertThat(client.bmc(1, "GET", "/redfish/v1/Systems", "").statusCode()).isEqualTo(200);
        fault(1, "{\"kind\":\"status_401\",\"count\":1}");
        assertThat(client.bmc(1, "GET", "/redfish/v1/Systems", "").statusCode()).isEqualTo(401);
        fault(1, "{\"kind\":\"redirect\",\"location\":\"http://192.0.2.9/\",\"count\":1}");
        assertThat(client.bmc(1, "GET", "/redfish/v1/Systems", "").statusCode()).isEqualTo(302);
        fault(1, "{\"kind\":\"malformed\",\"count\":1}");
        Assertions.assertThatThrownBy(() -> client.get(1, "/redfish/v1/Systems"))
                .isInstanceOf(Exception.class);
        fault(1, "{\"kind\":\"malformed\",\"mode\":\"nulls\",\"count\":1}");
        assertThat(client.get(1, "/redfish/v1/Systems").path("Members").isNull())
                .isTrue();
        fault(1, "{\"kind\":\"drop\",\"count\":1}");
        Assertions.assertThatThrownBy(() -> client.bmc(1, "POST", "/redfish/v1/Systems", "{}"))
                .isInstanceOf(UncheckedIOException.class);
        fault(1, "{\"kind\":\"session_limit\"}");
        String login = "{\"UserName\":\"admin\",\"Password\":\"pbd-sim-bmc\"}";
        assertThat(RackClient.send(rack.bmc(1).resolve("/redfish/v1/SessionService/Sessions"), "POST", login)
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aFailedFanAndSupplyAndTheEventLogShowInTheTree() {
        fault(1, "{\"kind\":\"fan\",\"fan\":2}");
        fault(1, "{\"kind\":\"psu\",\"psu\":0}");
        JsonNode fan =
                client.get(1, "/redfish/v1/Chassis/1/Thermal").path("Fans").path(2);
        assertThat(fan.path("Reading").asInt()).isZero();
        assertThat(fan.path("Status").path("Health").asText()).isEqualTo("Critical");
        JsonNode supply = client.get(1, "/redfish/v1/Chassis/1/Power")
                .path("PowerSupplies")
                .path(0);
        assertThat(supply.path("Status").path("Health").asText()).isEqualTo("Critical");
        assertThat(client.get(1, "/redfish/v1/Systems/1")
                        .path("Status")
                        .path("Health")
                        .asText())
                .isEqualTo("Warning");
        assertThat(client.get(1, "/redfish/v1/Systems/1/LogServices/Log1/Entries")
                        .toString())
                .contains("Power supply 1 failed", "Fan 3 below");
    }

    @Test
    void aBmcThatRestartsIsAwayAndForgetsItsSessions() {
        assertThat(client.bmc(1, "POST", "/redfish/v1/Managers/1/Actions/Manager.Reset", "{}")
                        .statusCode())
                .isEqualTo(204);
        until("back", () -> {
            try {
                return client.bmc(1, "GET", "/redfish/v1", "").statusCode() == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    @Test
    void membersAreExpandedOnRequest() {
        JsonNode expanded = client.get(0, "/redfish/v1/Systems/HGX_Baseboard_0/Processors?$expand=.($levels=1)");
        assertThat(expanded.path("Members").path(0).path("ProcessorType").asText())
                .isEqualTo("GPU");
    }

    private static int patch(int server, String path, String body) {
        return client.bmc(server, "PATCH", path, body).statusCode();
    }

    private static int reset(int server, String type) {
        String system = server == 0 ? SYSTEM : "/redfish/v1/Systems/1";
        return client.bmc(server, "POST", system + "/Actions/ComputerSystem.Reset", "{\"ResetType\":\"" + type + "\"}")
                .statusCode();
    }

    private static String power(int server) {
        return client.get(server, server == 0 ? SYSTEM : "/redfish/v1/Systems/1")
                .path("PowerState")
                .asText();
    }

    private static void fault(int server, String body) {
        HttpResponse<String> answer = client.control("POST", "/servers/" + (server + 1) + "/faults", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(json(answer.body()).has("kind")).isTrue();
    }
}
