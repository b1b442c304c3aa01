package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.json;
import static io.palebluedot.simulator.RackClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exporters and faults of an installed server, over sockets. */
class FaultsAndMetricsIT {

    private static SimulatedRack rack;
    private static RackClient client;

    @BeforeAll
    static void start() {
        rack = SimulatedRack.builder()
                .servers(2)
                .network(34)
                .freePorts()
                .speed(10)
                .installed()
                .start();
        client = new RackClient(rack);
        until("exporters", () -> reachable(0) && reachable(1));
    }

    @AfterAll
    static void stop() {
        rack.close();
    }

    @Test
    void exportersSpeakAsTheRealOnesDo() {
        String dcgm = client.metrics(0, 9400).body();
        assertThat(dcgm)
                .contains("# TYPE DCGM_FI_DEV_GPU_TEMP gauge")
                .containsPattern(
                        "DCGM_FI_DEV_GPU_TEMP\\{gpu=\"0\",UUID=\"GPU-[0-9a-f-]{36}\",pci_bus_id=\"00000000:1B:00.0\",device=\"nvidia0\",modelName=\"NVIDIA H200\",Hostname=\"gpu-node-001\",[^}]*} \\d+\n");
        assertThat(dcgm.lines().filter(line -> line.startsWith("DCGM_FI_DEV_FB_USED")))
                .hasSize(8);
        assertThat(client.metrics(0, 9100).body())
                .contains(
                        "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"}", "node_memory_MemTotal_bytes 2199023255552");
    }

    @Test
    void loadShowsInReadingsAndThePowerLimitHoldsItDown() {
        client.control("POST", "/servers/1/workload", "{\"gpu\":5,\"utilization\":100,\"memory_percent\":95}");
        rack.machine(0).gpus().get(5).powerLimit(300);
        JsonNode gpu = client.control("/servers/1/gpus/5");
        assertThat(gpu.path("utilization_percent").asInt()).isEqualTo(100);
        assertThat(gpu.path("power_watts").asDouble()).isEqualTo(300);
        assertThat(gpu.path("memory_used_mib").asInt()).isGreaterThan(136_000);
    }

    @Test
    void aHotGpuReadsTheSameEverywhereUntilItIsRepaired() {
        assertThat(fault(1, "{\"kind\":\"gpu_temperature\",\"gpu\":0,\"celsius\":91}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(client.metrics(0, 9400).body()).containsPattern("DCGM_FI_DEV_GPU_TEMP\\{gpu=\"0\"[^}]*} 91\n");
        String metrics = "/redfish/v1/Systems/HGX_Baseboard_0/Processors/GPU_SXM_1/EnvironmentMetrics";
        assertThat(client.get(0, metrics)
                        .path("TemperatureCelsius")
                        .path("Reading")
                        .asInt())
                .isEqualTo(91);
        assertThat(client.control("DELETE", "/servers/1/faults/gpu_temperature", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get(0, metrics)
                        .path("TemperatureCelsius")
                        .path("Reading")
                        .asInt())
                .isLessThan(60);
    }

    @Test
    void xid79TakesTheGpuOffTheBusAndItsPeersReportNvlinkErrors() {
        assertThat(fault(2, "{\"kind\":\"xid\",\"gpu\":1,\"code\":79}").statusCode())
                .isEqualTo(201);
        String dcgm = client.metrics(1, 9400).body();
        assertThat(dcgm).doesNotContain("DCGM_FI_DEV_GPU_TEMP{gpu=\"1\"");
        assertThat(dcgm).containsPattern("DCGM_FI_DEV_XID_ERRORS\\{gpu=\"1\"[^}]*} 79\n");
        assertThat(dcgm).containsPattern("DCGM_FI_DEV_XID_ERRORS\\{gpu=\"2\"[^}]*} 74\n");
        assertThat(dcgm).containsPattern("DCGM_FI_DEV_XID_ERRORS\\{gpu=\"5\"[^}]*} 0\n");
        assertThat(client.control("/servers/2/kernel-log").toString())
                .containsPattern("NVRM: Xid \\(PCI:0000:2c:00\\): 79, pid=");
        JsonNode device = client.get(1, "/redfish/v1/Chassis/1/PCIeDevices/GPU2");
        assertThat(device.path("Status").path("Health").asText()).isEqualTo("Critical");
        assertThat(client.get(1, "/redfish/v1/Systems/1")
                        .path("Status")
                        .path("Health")
                        .asText())
                .isEqualTo("Critical");
        client.control("DELETE", "/servers/2/faults", "");
        assertThat(client.metrics(1, 9400).body()).containsPattern("DCGM_FI_DEV_GPU_TEMP\\{gpu=\"1\"");
        assertThat(client.get(1, "/redfish/v1/Systems/1")
                        .path("Status")
                        .path("Health")
                        .asText())
                .isEqualTo("OK");
    }

    @Test
    void aRemovedGpuIsGoneFromTheTree() {
        String list = "/redfish/v1/Systems/HGX_Baseboard_0/Processors";
        fault(1, "{\"kind\":\"gpu_gone\",\"gpu\":7}");
        assertThat(client.get(0, list).path("Members")).hasSize(7);
        assertThat(client.bmc(0, "GET", list + "/GPU_SXM_8", "").statusCode()).isEqualTo(404);
        assertThat(client.metrics(0, 9400).body()).doesNotContain("gpu=\"7\"");
        client.control("DELETE", "/servers/1/faults/gpu_gone", "");
        assertThat(client.get(0, list).path("Members")).hasSize(8);
    }

    @Test
    void eccErrorsCountInBothViews() {
        fault(1, "{\"kind\":\"ecc\",\"gpu\":3,\"sbe\":5,\"dbe\":1}");
        assertThat(client.metrics(0, 9400).body())
                .containsPattern("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL\\{gpu=\"3\"[^}]*} 5\n")
                .containsPattern("DCGM_FI_DEV_XID_ERRORS\\{gpu=\"3\"[^}]*} 48\n");
        JsonNode metrics =
                client.get(0, "/redfish/v1/Systems/HGX_Baseboard_0/Processors/GPU_SXM_4/MemorySummary/MemoryMetrics");
        assertThat(metrics.path("LifeTime").path("UncorrectableECCErrorCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void badFaultsAreRefusedWithTheListOfKnownOnes() {
        HttpResponse<String> unknown = fault(1, "{\"kind\":\"explode\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown.body()).path("known").has("gpu_temperature")).isTrue();
        assertThat(fault(1, "{\"kind\":\"xid\",\"gpu\":8,\"code\":79}").statusCode())
                .isEqualTo(400);
        assertThat(fault(1, "{\"kind\":\"xid\",\"gpu\":0}").statusCode()).isEqualTo(400);
        assertThat(fault(1, "not json").statusCode()).isEqualTo(400);
        assertThat(fault(99, "{\"kind\":\"hang\"}").statusCode()).isEqualTo(404);
        assertThat(client.control("DELETE", "/servers/1/faults/explode", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void exportersAreSilentWhileTheServerIsOffAndComeBackWithItsSystem() {
        client.control("POST", "/servers/2/power", "{\"action\":\"unplug\"}");
        until("silent", () -> !reachable(1));
        client.control("POST", "/servers/2/power", "{\"action\":\"plug\"}");
        until("back", () -> reachable(1));
    }

    @Test
    void theListOfServersTellsWhatATestNeeds() {
        JsonNode server = client.control("/servers").path(0);
        assertThat(server.path("bmc_address").asText()).isEqualTo("127.34.0.1:8000");
        assertThat(server.path("host_address").asText()).isEqualTo("127.35.0.1");
        assertThat(server.path("os_installed").asBoolean()).isTrue();
        assertThat(server.path("gpus")).hasSize(8);
        assertThat(server.path("serial").asText())
                .isEqualTo(client.get(0, "/redfish/v1/Systems/DGX")
                        .path("SerialNumber")
                        .asText());
        assertThat(client.control("/health").path("servers").asInt()).isEqualTo(2);
    }

    private static HttpResponse<String> fault(int index, String body) {
        return client.control("POST", "/servers/" + index + "/faults", body);
    }

    private static boolean reachable(int server) {
        try {
            return client.metrics(server, 9400).statusCode() == 200
                    && client.metrics(server, 9100).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void aHangingBmcNeverAnswers() {
        fault(1, "{\"kind\":\"hang\",\"count\":1}");
        var request = java.net.http.HttpRequest.newBuilder(rack.bmc(0).resolve("/redfish/v1"))
                .timeout(java.time.Duration.ofMillis(300))
                .build();
        Assertions.assertThatThrownBy(
                        () -> RackClient.HTTP.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(java.net.http.HttpTimeoutException.class);
    }
}
