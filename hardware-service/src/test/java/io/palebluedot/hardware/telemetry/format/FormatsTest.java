package io.palebluedot.hardware.telemetry.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775794",
                "9223372036854775792",
                "2147483632",
                "2147483635",
                "140737488355328",
                "140737488355330",
                "NaN",
                "+Inf"
            })
    void dcgmsWordsForMissingStayAbsent(String value) {
        var gpus = DcgmMetrics.of(PrometheusText.parse("DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",UUID=\"GPU-1\"} " + value)
                .samples());
        assertThat(gpus).hasSize(1);
        assertThat(gpus.getFirst().values()).isEmpty();
    }

    @Test
    void slicesOfAGpuDoNotPassForTheGpu() {
        var gpus = DcgmMetrics.of(PrometheusText.parse("""
                        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-1",GPU_I_ID="3"} 50
                        DCGM_FI_DEV_GPU_UTIL{gpu="1",UUID="GPU-2",pci_bus_id="00000000:3B:00.0"} 60
                        """).samples());
        assertThat(gpus).hasSize(1);
        assertThat(gpus.getFirst().pciAddress()).isEqualTo("0000:3b:00.0");
        assertThat(gpus.getFirst().uuid()).isEqualTo("2");
        assertThat(gpus.getFirst().values()).containsEntry("gpu_utilization_percent", 60.0);
    }

    @Test
    void labelsMayHoldAnything() {
        var page =
                PrometheusText.parse("a{x=\"1,}\\\"\\\\\\n\", y=\"\"} 1.5 1700000000\nb 2\nbroken{x=1} 3\n# comment\n");
        assertThat(page.samples()).hasSize(2);
        assertThat(page.samples().getFirst().label("x")).isEqualTo("1,}\"\\\n");
        assertThat(page.samples().getFirst().value()).isEqualTo(1.5);
        assertThat(page.broken()).containsExactly("broken{x=1} 3");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000:9B:00.0,0000:9b:00.0",
        "0000:9b:00,0000:9b:00.0",
        "9b:00.1,0000:9b:00.1",
    })
    void pciAddressesHaveOneForm(String written, String form) {
        assertThat(PciAddress.of(written)).isEqualTo(form);
    }

    @Test
    void entitiesOfXmlAreNeverResolved() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                + "<nvidia_smi_log><gpu id=\"00000000:01:00.0\"><serial>&a;</serial></gpu></nvidia_smi_log>";
        try {
            var gpus = NvidiaSmiXml.parse(bomb.getBytes(StandardCharsets.UTF_8));
            assertThat(gpus).allSatisfy(g -> assertThat(g.serial()).isNull());
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("nvidia-smi");
        }
    }

    @Test
    void whatIsNoXmlIsRefused() {
        assertThatThrownBy(() -> NvidiaSmiXml.parse("<nvidia_smi_log><gpu>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void csvWithoutUnitsIsReadToo() {
        var table = QueryGpuCsv.parse("""
                index, uuid, utilization.gpu [%], memory.total [MiB], memory.used [MiB], power.draw [W]
                2, GPU-AA, 34, 100, 50, [N/A]
                broken
                """);
        assertThat(table.gpus().getFirst().index()).isEqualTo(2);
        assertThat(table.gpus().getFirst().values())
                .containsEntry("gpu_utilization_percent", 34.0)
                .containsEntry("gpu_memory_utilization_percent", 50.0)
                .doesNotContainKey("gpu_power_watts");
        assertThat(table.broken()).containsExactly("broken");
    }

    @Test
    void linesOfTheKernelAreReadInEveryLogsForm() {
        var log = KernelLog.parse("""
                Nov 23 10:00:00 node kernel: [12.3] NVRM: Xid (PCI:0000:3b:00): 79, pid=123, GPU has fallen off the bus.
                <6>[ 12.4] NVRM: Xid (0000:3b:00.0): 45, Ch 00000008
                usb 1-1: new device
                """);
        assertThat(log.xids()).extracting(KernelLog.XidLine::code).containsExactly(79, 45);
        assertThat(log.xids()).extracting(KernelLog.XidLine::pciAddress).containsOnly("0000:3b:00.0");
        assertThat(log.others()).containsExactly("usb 1-1: new device");
    }

    @Test
    void theLoadOfCpusNeedsTwoPolls() {
        String first = """
                node_cpu_seconds_total{cpu="0",mode="idle"} 100
                node_cpu_seconds_total{cpu="0",mode="user"} 100
                """;
        String second = """
                node_cpu_seconds_total{cpu="0",mode="idle"} 105
                node_cpu_seconds_total{cpu="0",mode="user"} 115
                node_memory_MemTotal_bytes 1000
                node_memory_MemAvailable_bytes 250
                node_network_receive_bytes_total{device="lo"} 9
                node_network_receive_bytes_total{device="eth0"} 5
                node_filesystem_size_bytes{device="/dev/sda",mountpoint="/",fstype="ext4"} 100
                node_filesystem_avail_bytes{device="/dev/sda",mountpoint="/",fstype="ext4"} 40
                """;
        var before = NodeMetrics.of(PrometheusText.parse(first).samples(), null);
        assertThat(before.values()).doesNotContainKey("cpu_utilization_percent");
        var after = NodeMetrics.of(PrometheusText.parse(second).samples(), before.cpu());
        assertThat(after.values().get("cpu_utilization_percent")).isCloseTo(75.0, within(1e-9));
        assertThat(after.values())
                .containsEntry("memory_utilization_percent", 75.0)
                .containsEntry("network_receive_bytes_total", 5.0)
                .containsEntry("disk_used_percent", 60.0);
        assertThat(NodeMetrics.of(PrometheusText.parse(first).samples(), after.cpu())
                        .values())
                .as("after a restart of the host")
                .doesNotContainKey("cpu_utilization_percent");
    }
}
