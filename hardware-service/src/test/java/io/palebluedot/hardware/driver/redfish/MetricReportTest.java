package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricReportTest {

    private static final String METRICS = "/redfish/v1/Systems/HGX_Baseboard_0/Processors/GPU_0/ProcessorMetrics";

    @Test
    void putsTheResourcesTogetherThatTheValuesAreOf() {
        var report = read("""
                {"MetricValues":[
                 {"MetricProperty":"%1$s#/BandwidthPercent","MetricValue":"97.5"},
                 {"MetricProperty":"%1$s#/CacheMetricsTotal/LifeTime/CorrectableECCErrorCount","MetricValue":"3"},
                 {"MetricProperty":"%1$s#/Oem/Nvidia/Flag","MetricValue":"false"},
                 {"MetricProperty":"%1$s#/PCIeErrors/ReplayCount","MetricValue":"nan"},
                 {"MetricProperty":"/redfish/v1/Chassis/HGX_GPU_0/Sensors/HGX_GPU_0_TEMP_0","MetricValue":"36.4"}]}
                """.formatted(METRICS));

        assertThat(report.at(METRICS).number("BandwidthPercent")).isEqualTo(97.5);
        assertThat(report.at(METRICS).number("CacheMetricsTotal", "LifeTime", "CorrectableECCErrorCount"))
                .isEqualTo(3);
        assertThat(report.at(METRICS).part("Oem", "Nvidia").json().path("Flag").isBoolean())
                .isTrue();
        assertThat(report.at(METRICS).number("PCIeErrors", "ReplayCount")).isNull();
        assertThat(report.sensor("/redfish/v1/Chassis/HGX_GPU_0/Sensors/HGX_GPU_0_TEMP_0"))
                .isEqualTo(36.4);
    }

    @Test
    void leavesOutWhatIsStaleOrNotWantedOrBroken() {
        var report = read("""
                {"MetricValues":[
                 {"MetricProperty":"%1$s#/BandwidthPercent","MetricValue":"97.5","Oem":{"Nvidia":{"MetricValueStale":true}}},
                 {"MetricProperty":"/redfish/v1/Elsewhere#/BandwidthPercent","MetricValue":"1"},
                 {"MetricProperty":"http://10.0.0.1%1$s#/BandwidthPercent","MetricValue":"1"},
                 {"MetricProperty":"%1$s#BandwidthPercent","MetricValue":"1"},
                 {"MetricProperty":"%1$s#/a/b/c/d/e/f/g/h/i","MetricValue":"1"},
                 {"MetricValue":"1"}, null, 7]}
                """.formatted(METRICS));

        assertThat(report.at(METRICS).present()).isFalse();
        assertThat(report.at("/redfish/v1/Elsewhere").present()).isFalse();
    }

    /** Its EnvironmentMetrics are empty: temperature and power of its GPUs stand in the reports alone. */
    @Test
    void theReportsOfAGb200TellWhatItsGpusDoNot() {
        var all = Captures.resources(Captures.named("nvidia_gb200"));
        var places = GpuPlace.of(Captures.crawled(all));
        assertThat(places).isNotEmpty();
        var report = new MetricReport(path -> true);
        for (String id : List.of("PlatformEnvironmentMetrics", "ProcessorMetrics", "MemoryMetrics")) {
            var json = all.get("/redfish/v1/TelemetryService/MetricReports/HGX_" + id + "_0");
            report.add(new Resource("", fresh(json)));
        }
        for (var place : places) {
            var own = GpuMetrics.of(
                    new Resource("", all.get(place.environment())), Resource.absent(""), Resource.absent(""));
            assertThat(own).isEmpty();
            var told = ReportedGpu.of(place, report);
            String id = place.path().substring(place.path().lastIndexOf('/') + 1);
            assertThat(told)
                    .containsEntry("gpu_temperature_celsius", recorded(all.get(ENVIRONMENT), id + "_TEMP_0"))
                    .containsEntry("gpu_power_watts", recorded(all.get(ENVIRONMENT), id + "_Power_0"))
                    .containsEntry(
                            "gpu_memory_temperature_celsius", recorded(all.get(ENVIRONMENT), id + "_DRAM_0_Temp_0"))
                    .containsEntry("gpu_remapped_rows_correctable_total", 0.0)
                    .containsEntry("gpu_row_remap_failure", 0.0)
                    .as("a clock of 0 MHz is one that is not known")
                    .doesNotContainKey("gpu_sm_clock_mhz");
        }
    }

    private static final String ENVIRONMENT =
            "/redfish/v1/TelemetryService/MetricReports/HGX_PlatformEnvironmentMetrics_0";

    private static double recorded(JsonNode report, String ending) {
        for (var value : report.path("MetricValues")) {
            if (value.path("MetricProperty").asText().endsWith("/HGX_" + ending)) {
                return Double.parseDouble(value.path("MetricValue").asText());
            }
        }
        throw new AssertionError("no value of " + ending);
    }

    /** The recording was made long after the values. */
    private static JsonNode fresh(JsonNode report) {
        var copy = report.deepCopy();
        for (var value : copy.path("MetricValues")) {
            ((ObjectNode) value).remove("Oem");
        }
        return copy;
    }

    private static MetricReport read(String json) {
        try {
            var report = new MetricReport(path -> path.equals(METRICS) || path.contains("/Sensors/"));
            report.add(new Resource("", RedfishJson.MAPPER.readTree(json)));
            return report;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
