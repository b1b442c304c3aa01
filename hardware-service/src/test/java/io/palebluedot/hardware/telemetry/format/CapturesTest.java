package io.palebluedot.hardware.telemetry.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real GPUs: what nvidia-smi says in XML and in CSV of the same moment is the same, and what the kernel says of their faults. */
class CapturesTest {

    private static final Path CAPTURES = Path.of("src/test/resources/captures");

    /** Values that change between two calls, with how far they may move. */
    private static final Map<String, Double> MOVING = Map.of(
            "gpu_power_watts", 40.0,
            "gpu_temperature_celsius", 3.0,
            "gpu_memory_temperature_celsius", 3.0,
            "gpu_sm_clock_mhz", 200.0,
            "gpu_utilization_percent", 5.0,
            "gpu_memory_bandwidth_percent", 20.0);

    @TestFactory
    Stream<DynamicTest> xmlAndCsvAgree() throws IOException {
        try (Stream<Path> files = Files.walk(CAPTURES)) {
            return files.filter(f -> f.toString().endsWith(".xml")).sorted().toList().stream()
                    .map(xml -> DynamicTest.dynamicTest(
                            xml.getParent().getFileName() + " " + xml.getFileName(), () -> agree(xml)));
        }
    }

    private static void agree(Path xml) throws IOException {
        var told = NvidiaSmiXml.parse(Files.readAllBytes(xml)).getFirst();
        var csv = Path.of(xml.toString().replace(".xml", ".csv"));
        var listed = QueryGpuCsv.parse(Files.readString(csv)).gpus().getFirst();
        assertThat(listed.uuid()).isEqualTo(told.uuid());
        assertThat(listed.pciAddress()).isEqualTo(told.pciAddress()).isEqualTo("0000:00:06.0");
        int compared = 0;
        for (var value : listed.values().entrySet()) {
            Double other = told.values().get(value.getKey());
            if (other != null) {
                assertThat(other)
                        .as(value.getKey())
                        .isCloseTo(value.getValue(), within(MOVING.getOrDefault(value.getKey(), 1e-6)));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(11);
    }

    @Test
    void aLoadedH200TellsItsLoad() throws IOException {
        var gpu = NvidiaSmiXml.parse(Files.readAllBytes(CAPTURES.resolve("h200/loaded.xml")))
                .getFirst();

        assertThat(gpu.values())
                .containsEntry("gpu_utilization_percent", 100.0)
                .containsEntry("gpu_power_limit_watts", 700.0)
                .containsEntry("gpu_memory_total_bytes", 143_771.0 * (1 << 20))
                .containsEntry("gpu_memory_used_bytes", 41_971.0 * (1 << 20))
                .containsEntry("gpu_memory_clock_mhz", 3201.0)
                .containsEntry("gpu_ecc_dbe_total", 0.0);
        assertThat(gpu.values().get("gpu_power_watts")).isBetween(600.0, 710.0);
        assertThat(gpu.values().get("gpu_memory_utilization_percent"))
                .isCloseTo(100 * (41_971.0 + 616) / 143_771, within(0.01));
        assertThat(gpu.values()).as("an SXM module has no fan").doesNotContainKey("gpu_fan_percent");
    }

    @Test
    void theKernelTellsWhichProgramFaultedOnWhichGpu() throws IOException {
        var log = KernelLog.parse(Files.readString(CAPTURES.resolve("h100/kernel-log.txt")));

        assertThat(log.xids()).extracting(x -> x.code()).containsExactly(31, 43);
        assertThat(log.xids()).allSatisfy(x -> {
            assertThat(x.pciAddress()).isEqualTo("0000:00:06.0");
            assertThat(x.uuid()).isEqualTo("00000000-0100-4000-8000-000000000100");
            assertThat(x.serial()).isEqualTo("1600000000100");
        });
    }
}
