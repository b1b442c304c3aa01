package io.palebluedot.simulator;

import static io.palebluedot.simulator.RackClient.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.GpuSlot;
import io.palebluedot.simulator.tree.ResourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Recordings of real machines, served as they are with state on top. */
class CaptureIT {

    /** Schemas that carry state, or that a BMC makes up itself. */
    private static final Set<String> LIVE = Set.of(
            "ComputerSystem", "Manager", "Bios", "SessionCollection", "Session", "TaskCollection", "Thermal", "Power");

    @Test
    void everyRecordingKeepsItsReadOnlyPartsAndObeysOrders() {
        for (Path capture : captures()) {
            try (SimulatedRack rack = SimulatedRack.builder()
                    .servers(2)
                    .models(capture.toString())
                    .network(42)
                    .freePorts()
                    .speed(10)
                    .start()) {
                check(rack, capture);
            }
        }
    }

    private static void check(SimulatedRack rack, Path capture) {
        RackClient client = new RackClient(rack);
        Machine machine = rack.machine(0);
        ResourceTree tree = machine.layout().tree();
        assertThat(machine.layout().gpus()).as("GPUs of " + capture).isNotEmpty();

        String host = machine.layout().hostSystem();
        for (String path : tree.paths()) {
            String schema = ResourceTree.schemaOf(Objects.requireNonNull(tree.get(path)));
            if (path.startsWith(host) || path.contains("/Chassis/")) {
                if (!LIVE.contains(schema)
                        && !schema.isEmpty()
                        && !path.equals(machine.layout().bootNic())) {
                    assertThat(plain(client.get(0, path))).as(path).isEqualTo(plain(tree.get(path)));
                }
            }
        }

        assertThat(client.get(0, host).path("PowerState").asText()).isEqualTo("On");
        assertThat(client.bmc(
                                0,
                                "PATCH",
                                host,
                                "{\"Boot\":{\"BootSourceOverrideTarget\":\"Pxe\",\"BootSourceOverrideEnabled\":\"Once\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get(0, host)
                        .path("Boot")
                        .path("BootSourceOverrideTarget")
                        .asText())
                .isEqualTo("Pxe");
        String target = client.get(0, host)
                .path("Actions")
                .path("#ComputerSystem.Reset")
                .path("target")
                .asText();
        assertThat(client.bmc(0, "POST", target, "{\"ResetType\":\"ForceOff\"}").statusCode())
                .isEqualTo(204);
        until("off", () -> client.get(0, host).path("PowerState").asText().equals("Off"));

        JsonNode nics = client.get(0, host + "/EthernetInterfaces");
        JsonNode nic =
                client.get(0, nics.path("Members").path(0).path("@odata.id").asText());
        assertThat(nic.path("MACAddress").asText()).hasSize(17);
        assertThat(nic.path("IPv4Addresses").path(0).path("Address").asText())
                .isEqualTo(machine.identity().hostAddress());
        copiesDiffer(rack, client);
    }

    private static void copiesDiffer(SimulatedRack rack, RackClient client) {
        Set<String> serials = new HashSet<>();
        for (int server = 0; server < 2; server++) {
            for (GpuSlot gpu : rack.machine(server).layout().gpus()) {
                String path = gpu.processor() == null ? gpu.pcieDevice() : gpu.processor();
                String serial = client.get(server, path).path("SerialNumber").asText("");
                if (!serial.isEmpty()) {
                    assertThat(serials.add(serial)).as(serial).isTrue();
                }
            }
        }
        String first = rack.machine(0).layout().hostSystem();
        assertThat(client.get(1, first).path("UUID").asText())
                .isNotEqualTo(client.get(0, first).path("UUID").asText());
    }

    private static JsonNode plain(JsonNode resource) {
        JsonNode copy = resource.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) copy).remove("@odata.etag");
        return copy;
    }

    private static List<Path> captures() {
        String given = System.getenv("PBD_SAMPLE_DATA");
        Path data = Path.of(given == null ? System.getProperty("pbd.sample.data", "../shared/data") : given);
        Path folder = data.resolve("redfish-captures");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no sample data: " + folder + " is absent (PBD_SAMPLE_DATA)");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
