package io.palebluedot.hardware.telemetry.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.palebluedot.hardware.SampleData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real outputs: every XML against its own text, every CSV against what an independent exporter made of it. */
class SampleFormatsTest {

    /** Our name → the other exporter's name and its factor. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("gpu_utilization_percent", "nvidia_smi_utilization_gpu_ratio*100"),
            Map.entry("gpu_memory_bandwidth_percent", "nvidia_smi_utilization_memory_ratio*100"),
            Map.entry("gpu_temperature_celsius", "nvidia_smi_temperature_gpu*1"),
            Map.entry("gpu_power_watts", "nvidia_smi_power_draw_watts*1"),
            Map.entry("gpu_power_limit_watts", "nvidia_smi_power_limit_watts*1"),
            Map.entry("gpu_memory_total_bytes", "nvidia_smi_memory_total_bytes*1"),
            Map.entry("gpu_memory_used_bytes", "nvidia_smi_memory_used_bytes*1"),
            Map.entry("gpu_sm_clock_mhz", "nvidia_smi_clocks_current_sm_clock_hz*0.000001"),
            Map.entry("gpu_memory_clock_mhz", "nvidia_smi_clocks_current_memory_clock_hz*0.000001"),
            Map.entry("gpu_fan_percent", "nvidia_smi_fan_speed_ratio*100"),
            Map.entry("gpu_throttle_reasons", "nvidia_smi_clocks_event_reasons_active*1"),
            Map.entry("gpu_ecc_sbe_total", "nvidia_smi_ecc_errors_corrected_aggregate_total*1"),
            Map.entry("gpu_ecc_dbe_total", "nvidia_smi_ecc_errors_uncorrected_aggregate_total*1"),
            Map.entry("gpu_remapped_rows_correctable_total", "nvidia_smi_remapped_rows_correctable*1"),
            Map.entry("gpu_remapped_rows_uncorrectable_total", "nvidia_smi_remapped_rows_uncorrectable*1"),
            Map.entry("gpu_row_remap_failure", "nvidia_smi_remapped_rows_failure*1"));

    @TestFactory
    Stream<DynamicTest> xmlGivesTheValuesOfItsText() {
        return SampleData.files("nvidia-smi-xml", ".xml").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> xml(file)));
    }

    private static void xml(Path file) throws Exception {
        String text = Files.readString(file);
        var gpus = NvidiaSmiXml.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(gpus).hasSize((int)
                Pattern.compile("<gpu id=").matcher(text).results().count());
        var gpu = gpus.getFirst();
        assertThat(gpu.uuid()).isEqualTo(first(text, "<uuid>GPU-([^<]+)<"));
        assertThat(gpu.pciAddress()).matches("[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.0");
        equal(gpu, "gpu_temperature_celsius", first(text, "<gpu_temp>(\\d+) C"), 1);
        equal(gpu, "gpu_utilization_percent", first(text, "<gpu_util>(\\d+) %"), 1);
        equal(gpu, "gpu_memory_bandwidth_percent", first(text, "<memory_util>(\\d+) %"), 1);
        equal(gpu, "gpu_power_watts", first(text, "<(?:instant_)?power_draw>([0-9.]+) W"), 1);
        equal(gpu, "gpu_power_limit_watts", first(text, "<(?:current_)?power_limit>([0-9.]+) W"), 1);
        equal(gpu, "gpu_sm_clock_mhz", first(text, "<clocks>(?s:.*?)<sm_clock>(\\d+) MHz"), 1);
        equal(gpu, "gpu_memory_clock_mhz", first(text, "<clocks>(?s:.*?)<mem_clock>(\\d+) MHz"), 1);
        equal(gpu, "gpu_memory_total_bytes", first(text, "<fb_memory_usage>\\s*<total>(\\d+) MiB"), 1 << 20);
        assertThat(gpu.values()).containsKey("gpu_throttle_reasons");
    }

    private static void equal(GpuRecord gpu, String name, String text, double factor) {
        assertThat(gpu.values().get(name)).as(name).isCloseTo(Double.parseDouble(text) * factor, within(1e-9));
    }

    private static String first(String text, String regex) {
        var matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }

    @TestFactory
    Stream<DynamicTest> csvGivesTheValuesOfAnIndependentExporter() {
        var tests = new ArrayList<DynamicTest>();
        for (Path metrics : SampleData.files("gpu-captures", ".metrics")) {
            String name = metrics.getFileName().toString();
            String load = name.contains("__load") ? "load" : "idle";
            Path capture = metrics.resolveSibling(name.replaceFirst("__(idle|load)\\.metrics$", ".txt"));
            tests.add(
                    DynamicTest.dynamicTest(name, () -> csv(SampleData.text(capture), load, SampleData.text(metrics))));
        }
        return tests.stream();
    }

    private static void csv(String capture, String load, String metrics) {
        var gpu = QueryGpuCsv.parse(table(capture, load)).gpus().getFirst();
        var theirs = PrometheusText.parse(metrics);
        assertThat(theirs.broken()).isEmpty();
        int compared = 0;
        for (var entry : NAMES.entrySet()) {
            String[] other = entry.getValue().split("\\*", -1);
            var expected = theirs.samples().stream()
                    .filter(s -> s.name().equals(other[0]))
                    .findFirst();
            if (expected.isPresent()) {
                assertThat(gpu.values().get(entry.getKey()))
                        .as(entry.getKey())
                        .isCloseTo(expected.get().value() * Double.parseDouble(other[1]), within(1e-6));
                compared++;
            } else {
                assertThat(gpu.values()).as("%s is absent there", other[0]).doesNotContainKey(entry.getKey());
            }
        }
        assertThat(compared).isGreaterThan(9);
    }

    /** Header and rows of the capture's CSV section. */
    private static String table(String capture, String load) {
        List<String> lines = capture.lines().toList();
        int section = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# " + load + " :: query-gpu (csv")) {
                section = i;
            }
        }
        assertThat(section).isPositive();
        return String.join(
                "\n",
                lines.subList(section, lines.size()).stream()
                        .dropWhile(l -> l.isBlank() || l.startsWith("#"))
                        .takeWhile(l -> !l.isBlank() && !l.startsWith("#"))
                        .toList());
    }

    @Test
    void theKernelLogGivesItsXids() {
        for (Path file : SampleData.files("gpud", ".log")) {
            String text = SampleData.text(file);
            var log = KernelLog.parse(text);
            assertThat(log.xids()).hasSize((int)
                    text.lines().filter(l -> l.contains("NVRM: Xid (")).count());
            assertThat(log.xids()).allSatisfy(x -> assertThat(x.line()).contains("): " + x.code()));
        }
        var log = KernelLog.parse(SampleData.text(SampleData.folder("gpud").resolve("dmesg-with-xid-119.log")));
        assertThat(log.xids()).hasSize(5);
        var first = log.xids().getFirst();
        assertThat(first.code()).isEqualTo(119);
        assertThat(first.pciAddress()).isEqualTo("0000:9b:00.0");
        assertThat(first.uuid()).isEqualTo("509665ad-b600-ac93-3616-d754b23d636d");
        assertThat(first.serial()).isEqualTo("1650124014249");
    }

    @Test
    void everyDefaultFieldOfDcgmExporterIsEitherKnownOrLeftOut() {
        var page = new StringBuilder();
        for (String line : SampleData.text(SampleData.folder("dcgm").resolve("default-counters.csv"))
                .lines()
                .toList()) {
            if (line.startsWith("DCGM_")) {
                page.append(line.split(",", 2)[0].strip()).append("{gpu=\"3\",UUID=\"GPU-AB\"} 7\n");
            }
        }
        var gpus = DcgmMetrics.of(PrometheusText.parse(page.toString()).samples());
        assertThat(gpus).hasSize(1);
        assertThat(gpus.getFirst().values())
                .containsEntry("gpu_temperature_celsius", 7.0)
                .containsEntry("gpu_xid", 7.0)
                .containsEntry("gpu_memory_total_bytes", 21.0 * (1 << 20))
                .containsEntry("gpu_memory_utilization_percent", 100 * 14.0 / 21);
    }
}
