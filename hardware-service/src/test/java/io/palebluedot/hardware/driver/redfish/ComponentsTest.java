package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.events.ServerEvent.Component;
import io.palebluedot.hardware.driver.Depth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Parts of machines: against whole trees of real ones, whose raw JSON is counted here in another way, and small trees made up. */
class ComponentsTest {

    private static final String SYSTEM = "/redfish/v1/Systems/1";

    private final List<String> findings = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyMemoryModuleOfACaptureIsThereOnceWithItsSerialSizeAndHealth() {
        return ofCaptures((raw, told) -> assertThat(of(told, "memory").stream()
                        .filter(c -> c.capacityBytes() != null)
                        .map(c -> c.serial() + " " + c.capacityBytes() + " " + c.health()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(distinct(
                        raw,
                        "#Memory.",
                        m -> m.path("CapacityMiB").asLong() > 0
                                ? m.path("SerialNumber").asText() + " "
                                        + m.path("CapacityMiB").asLong() * 1024 * 1024 + " "
                                        + m.path("Status").path("Health").asText()
                                : "")));
    }

    @TestFactory
    Stream<DynamicTest> everyPcieDeviceOfACaptureIsThereWithItsHealth() {
        return ofCaptures((raw, told) -> assertThat(
                        of(told, "pcie_device").stream().map(c -> c.id() + " " + c.serial() + " " + c.health()))
                .containsExactlyInAnyOrderElementsOf(distinct(
                        raw,
                        "#PCIeDevice.",
                        d -> d.path("Id").asText() + " " + text(d, "SerialNumber") + " "
                                + d.path("Status").path("Health").asText())));
    }

    @TestFactory
    Stream<DynamicTest> everyAdapterOfACaptureIsThereWithItsSerial() {
        return ofCaptures((raw, told) -> assertThat(
                        of(told, "nic").stream().map(c -> c.id() + " " + c.model() + " " + c.serial()))
                .containsExactlyInAnyOrderElementsOf(distinct(
                        raw,
                        "#NetworkAdapter.",
                        a -> a.path("Id").asText() + " " + text(a, "Model") + " " + text(a, "SerialNumber"))));
    }

    @TestFactory
    Stream<DynamicTest> atDiscoveryNothingIsAskedForTheSakeOfParts() {
        return Captures.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    var all = Captures.resources(file);
                    var thin = Captures.crawled(all, Depth.OVERVIEW);
                    var kinds = new Components(thin, Depth.OVERVIEW, findings)
                            .all().stream().map(Component::kind).collect(Collectors.toSet());
                    assertThat(thin.resources().keySet())
                            .noneMatch(p -> p.endsWith("/Thermal") || p.endsWith("/Ports"));
                    assertThat(kinds).contains("cpu", "drive").doesNotContain("memory", "power_supply", "nvlink_port");
                    assertThat(findings).isEmpty();
                }));
    }

    @Test
    void theSupermicroTellsItsParts() {
        var told = read(Captures.resources(Captures.named("supermicro")));
        assertThat(count(told))
                .isEqualTo(Map.of(
                        "cpu",
                        2L,
                        "memory",
                        32L,
                        "drive",
                        8L,
                        "nic",
                        10L,
                        "power_supply",
                        8L,
                        "fan",
                        6L,
                        "pcie_device",
                        26L));
        assertThat(of(told, "memory").getFirst())
                .isEqualTo(new Component(
                        "memory",
                        "1",
                        "P1-DIMMA1",
                        null,
                        "Samsung",
                        null,
                        "M321R8GA0BB0-CQKZJ",
                        "80CE012314049467FF",
                        null,
                        64L << 30,
                        4400,
                        null,
                        null,
                        "DDR5",
                        null,
                        "Enabled",
                        "OK"));
        assertThat(of(told, "nic").getFirst())
                .as("health and firmware from its PCIe device, slot from its controller")
                .isEqualTo(new Component(
                        "nic",
                        "1",
                        "PCIe Slot 1 (1)",
                        "1",
                        "Supermicro",
                        "MCX75310AAS-NEAT",
                        "MCX75310AAS-NEAT",
                        "MT2317J02532",
                        "28.37.10.14",
                        null,
                        null,
                        null,
                        16,
                        "Gen5",
                        null,
                        "Enabled",
                        "OK"));
        assertThat(of(told, "cpu").getFirst().slot()).isEqualTo("CPU 1");
        assertThat(of(told, "drive").getFirst().firmwareVersion()).isEqualTo("GDC5602Q");
        assertThat(of(told, "power_supply").getFirst())
                .extracting(Component::id, Component::slot, Component::parent, Component::health)
                .containsExactly("0", "Power Supply Bay 1", "1", "OK");
        assertThat(of(told, "fan")).extracting(Component::slot).contains("FAN9", "FAN10");
        assertThat(findings).isEmpty();
    }

    @Test
    void theGb200TellsEachCpuOnceThoughTwoSystemsShowIt() {
        var told = read(Captures.resources(Captures.named("nvidia_gb200")));
        assertThat(of(told, "cpu")).hasSize(2).allSatisfy(cpu -> {
            assertThat(cpu.model()).isEqualTo("Grace A02");
            assertThat(cpu.health()).isEqualTo("OK");
        });
        assertThat(of(told, "memory").stream().filter(m -> m.parent() != null).map(m -> m.id() + " of " + m.parent()))
                .containsExactlyInAnyOrder(
                        "GPU_0_DRAM_0 of GPU_0",
                        "GPU_1_DRAM_0 of GPU_1",
                        "GPU_2_DRAM_0 of GPU_2",
                        "GPU_3_DRAM_0 of GPU_3");
    }

    @Test
    void anNvlinkPortTellsItsGpuSpeedWidthAndHealth() {
        String gpu = SYSTEM + "/Processors/GPU_1";
        var raw = machine("\"Processors\":" + link(SYSTEM + "/Processors"));
        put(raw, SYSTEM + "/Processors", members(gpu));
        put(raw, gpu, "{\"Id\":\"GPU_1\",\"ProcessorType\":\"GPU\",\"Ports\":" + link(gpu + "/Ports") + "}");
        put(raw, gpu + "/Ports", members(gpu + "/Ports/NVLink_0", gpu + "/Ports/PCIe_0"));
        put(raw, gpu + "/Ports/NVLink_0", """
                {"Id":"NVLink_0","PortProtocol":"NVLink","LinkStatus":"LinkDown","LinkState":"Enabled","CurrentSpeedGbps":0,
                 "Width":4,"ActiveWidth":2,"Status":{"State":"Enabled","Health":"Critical"}}""");
        put(raw, gpu + "/Ports/PCIe_0", "{\"Id\":\"PCIe_0\",\"PortProtocol\":\"PCIe\"}");

        assertThat(of(read(raw), "nvlink_port"))
                .containsExactly(new Component(
                        "nvlink_port",
                        "NVLink_0",
                        null,
                        "GPU_1",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0.0,
                        2,
                        "NVLink",
                        "LinkDown",
                        "Enabled",
                        "Critical"));
    }

    @Test
    void emptySlotsAndWordsThatAreNoHealthAreNotTold() {
        var raw = machine("\"Memory\":" + link(SYSTEM + "/Memory"));
        put(raw, SYSTEM + "/Memory", members(SYSTEM + "/Memory/1", SYSTEM + "/Memory/2", SYSTEM + "/Memory/3"));
        put(
                raw,
                SYSTEM + "/Memory/1",
                "{\"CapacityMiB\":1024,\"SerialNumber\":\"N/A\",\"Status\":{\"Health\":\"Fine\"}}");
        put(raw, SYSTEM + "/Memory/2", "{\"CapacityMiB\":0,\"Status\":{\"State\":\"Enabled\",\"Health\":\"OK\"}}");
        put(raw, SYSTEM + "/Memory/3", "{\"CapacityMiB\":1024,\"Status\":{\"State\":\"Absent\"}}");

        assertThat(read(raw)).singleElement().satisfies(m -> {
            assertThat(m.id()).isEqualTo("1");
            assertThat(m.capacityBytes()).isEqualTo(1L << 30);
            assertThat(m.serial()).isNull();
            assertThat(m.health()).isNull();
        });
    }

    @Test
    void aKindThatWasNotReadWholeIsNotToldAndSaidSo() {
        var raw = machine("\"Memory\":" + link(SYSTEM + "/Memory"));
        put(raw, SYSTEM + "/Memory", members(SYSTEM + "/Memory/1", SYSTEM + "/Memory/2"));
        put(raw, SYSTEM + "/Memory/1", "{\"CapacityMiB\":1024}");
        var half = new HashMap<>(Captures.crawled(raw, Depth.THOROUGH).resources());
        half.remove(SYSTEM + "/Memory/2");

        assertThat(new Components(new Tree(half), Depth.THOROUGH, findings).all())
                .isEmpty();
        assertThat(findings).containsExactly("not all components of kind memory were read; those known before stay");
    }

    @Test
    void onlyAThoroughReadingTellsThatAKindHasNoParts() {
        var raw = machine("\"Memory\":" + link(SYSTEM + "/Memory"));
        put(raw, SYSTEM + "/Memory", members(SYSTEM + "/Memory/1"));
        put(raw, SYSTEM + "/Memory/1", "{\"CapacityMiB\":1024,\"Status\":{\"State\":\"Absent\"}}");
        var thorough = new Components(Captures.crawled(raw, Depth.THOROUGH), Depth.THOROUGH, findings);
        var overview = new Components(Captures.crawled(raw, Depth.OVERVIEW), Depth.OVERVIEW, findings);

        assertThat(thorough.all()).isEmpty();
        assertThat(overview.all()).isEmpty();
        assertThat(thorough.empty()).contains("memory");
        assertThat(overview.empty()).isEmpty();
    }

    @Test
    void modulesWithOnePlaceholderForASerialStayTwo() {
        var raw = machine("\"Memory\":" + link(SYSTEM + "/Memory"));
        put(raw, SYSTEM + "/Memory", members(SYSTEM + "/Memory/1", SYSTEM + "/Memory/2"));
        put(raw, SYSTEM + "/Memory/1", "{\"CapacityMiB\":1024,\"SerialNumber\":\"123\"}");
        put(raw, SYSTEM + "/Memory/2", "{\"CapacityMiB\":1024,\"SerialNumber\":\"123\"}");

        assertThat(read(raw)).extracting(Component::id).containsExactly("1", "2");
    }

    @Test
    void moreThanFitsOneEventIsLeftOutAndTextsAreCut() {
        var many = IntStream.range(0, 2_001).mapToObj(i -> part(i, "x")).toList();
        var bounded = new BoundedComponents(findings);
        bounded.addAll("fan", many);
        assertThat(bounded.list()).isEmpty();
        assertThat(findings).containsExactly("the BMC tells too many components of kind fan: 2001");

        bounded.addAll("fan", List.of(part(1, "y".repeat(70_000))));
        assertThat(bounded.list())
                .singleElement()
                .satisfies(c -> assertThat(c.model()).hasSize(200));
        bounded.addAll(
                "fan",
                IntStream.range(0, 1_500)
                        .mapToObj(i -> part(i, "\u4e2d".repeat(200)))
                        .toList());
        assertThat(bounded.list()).as("too many octets").hasSize(1);
    }

    private static Component part(int number, String model) {
        return new Component(
                "fan",
                "F" + number,
                null,
                null,
                null,
                model,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private interface Check {
        void of(Map<String, JsonNode> raw, List<Component> told);
    }

    private Stream<DynamicTest> ofCaptures(Check check) {
        return Captures.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    var raw = Captures.resources(file);
                    check.of(raw, read(raw));
                }));
    }

    private List<Component> read(Map<String, JsonNode> raw) {
        return new Components(Captures.crawled(raw, Depth.THOROUGH), Depth.THOROUGH, findings).all();
    }

    private static Set<String> distinct(
            Map<String, JsonNode> raw, String type, java.util.function.Function<JsonNode, String> words) {
        return raw.values().stream()
                .filter(r -> r.path("@odata.type").asText().startsWith(type))
                .map(words)
                .filter(w -> !w.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(JsonNode resource, String name) {
        String text = resource.path(name).asText("null");
        return text.isBlank() || text.equals("N/A") || text.equals("NA") ? "null" : text;
    }

    private static List<Component> of(List<Component> told, String kind) {
        return told.stream().filter(c -> c.kind().equals(kind)).toList();
    }

    private static Map<String, Long> count(List<Component> told) {
        return told.stream().collect(Collectors.groupingBy(Component::kind, Collectors.counting()));
    }

    private static Map<String, JsonNode> machine(String links) {
        var raw = new HashMap<String, JsonNode>();
        put(raw, Paths.ROOT, "{\"Systems\":" + link("/redfish/v1/Systems") + "}");
        put(raw, "/redfish/v1/Systems", members(SYSTEM));
        put(raw, SYSTEM, "{\"Id\":\"1\",\"Boot\":{}," + links + "}");
        return raw;
    }

    private static void put(Map<String, JsonNode> raw, String path, String json) {
        try {
            raw.put(path, RedfishJson.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String link(String path) {
        return "{\"@odata.id\":\"" + path + "\"}";
    }

    private static String members(String... paths) {
        return "{\"Members\":[" + Stream.of(paths).map(ComponentsTest::link).collect(Collectors.joining(",")) + "]}";
    }
}
