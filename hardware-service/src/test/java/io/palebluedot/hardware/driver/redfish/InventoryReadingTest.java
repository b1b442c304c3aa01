package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.events.ServerEvent.Cpu;
import io.palebluedot.events.ServerEvent.Firmware;
import io.palebluedot.events.ServerEvent.Gpu;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.Nic;
import io.palebluedot.hardware.driver.Depth;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against whole trees of real machines; the expected values were read by hand from the captures. */
class InventoryReadingTest {

    private static HardwareTree read(String capture) {
        return InventoryReading.of(
                Captures.crawled(Captures.resources(Captures.named(capture))), "10.0.0.1:443", Depth.OVERVIEW);
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> everyCaptureTellsWhatItIs() {
        return Captures.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    var crawled = Captures.crawled(Captures.resources(file));
                    var tree = InventoryReading.of(crawled, "10.0.0.1:443", Depth.OVERVIEW);
                    assertThat(crawled.resources()).hasSizeLessThan(1_500);
                    assertThat(tree.manufacturer()).isNotBlank();
                    assertThat(tree.model()).isNotBlank();
                    assertThat(tree.serial()).isNotBlank();
                    assertThat(tree.gpus()).isNotEmpty().allSatisfy(gpu -> {
                        assertThat(gpu.model()).isNotBlank();
                        assertThat(gpu.slot()).isNotBlank();
                    });
                    assertThat(tree.gpus().stream().map(Gpu::slot)).doesNotHaveDuplicates();
                    assertThat(tree.gpus().stream().map(Gpu::serial).filter(Objects::nonNull))
                            .doesNotHaveDuplicates();
                    assertThat(tree.firmware()).isNotEmpty();
                }));
    }

    @Test
    void theSupermicroShowsItsGpusAsPcieDevices() {
        var tree = read("supermicro");
        assertThat(tree.manufacturer()).isEqualTo("Supermicro");
        assertThat(tree.model()).isEqualTo("SYS-821GE-TNHR");
        assertThat(tree.serial()).isEqualTo("S889914X3710910");
        assertThat(tree.uuid()).isEqualTo("00000000-0000-0000-0000-7cc25550a8ff");
        assertThat(tree.biosVersion()).isEqualTo("1.4");
        assertThat(tree.bmcFirmware()).isEqualTo("11.01.01");
        assertThat(tree.powerState()).isEqualTo("On");
        assertThat(tree.health()).isEqualTo("OK");
        assertThat(tree.memoryBytes()).isEqualTo(2048L << 30);
        assertThat(tree.cpu()).isEqualTo(new Cpu("Intel(R) Xeon(R) Platinum 8462Y+", 2, 64));
        assertThat(tree.gpus())
                .extracting(Gpu::serial)
                .containsExactly(
                        "1652323019599",
                        "1652323020089",
                        "1652323020605",
                        "1652323019737",
                        "1652323019904",
                        "1652323053976",
                        "1652323052591",
                        "1652323019898");
        assertThat(tree.gpus().getFirst())
                .isEqualTo(new Gpu(
                        0,
                        "GPU1",
                        "NVIDIA",
                        "H100 80GB HBM3",
                        "1652323019599",
                        "2330-885-A1",
                        null,
                        null,
                        null,
                        "96.00.61.00.01",
                        "OK",
                        null,
                        null,
                        null,
                        null));
        assertThat(tree.gpus()).extracting(Gpu::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(tree.firmware())
                .hasSize(106)
                .contains(new Firmware("HGX_FW_GPU_SXM_1", "96.00.61.00.01", true))
                .contains(new Firmware("GPU1", "96.00.61.00.01", false));
        assertThat(tree.drives()).hasSize(8).allSatisfy(drive -> {
            assertThat(drive.capacityBytes()).isEqualTo(7_681_501_126_656L);
            assertThat(drive.model()).isEqualTo("MZQL27T6HBLA-00A07");
        });
        assertThat(tree.nics())
                .hasSize(11)
                .contains(new Nic("AOC_NIC1", "94:6d:ae:91:fb:22", null, "LinkDown", java.util.List.of()));
        assertThat(tree.hostAddress()).isNull();
        assertThat(tree.findings()).isEmpty();
    }

    @Test
    void theGb200TrayShowsItsGpusInASecondSystemAndItselfInTheChassis() {
        var tree = read("nvidia_gb200");
        assertThat(tree.manufacturer()).isEqualTo("NVIDIA");
        assertThat(tree.model()).isEqualTo("GB200 NVL");
        assertThat(tree.serial()).isEqualTo("1333024020524");
        assertThat(tree.uuid()).isEqualTo("501f2928-84ea-8579-cf52-dc2dbd2e4656");
        assertThat(tree.bmcFirmware()).isEqualTo("GB200Nvl-24.12-8");
        assertThat(tree.biosVersion()).isEqualTo("buildbrain-gcid-38635631");
        assertThat(tree.memoryBytes()).isEqualTo(960L << 30);
        assertThat(tree.cpu()).isEqualTo(new Cpu("Grace A02", 2, 144));
        assertThat(tree.gpus()).hasSize(4).allSatisfy(gpu -> {
            assertThat(gpu.manufacturer()).isEqualTo("NVIDIA");
            assertThat(gpu.model()).isEqualTo("GB200 NVL");
            assertThat(gpu.health()).isEqualTo("OK");
            assertThat(gpu.serial()).as("the tree tells none").isNull();
            assertThat(gpu.memoryBytes()).as("the tree tells none").isNull();
            assertThat(gpu.powerLimitWatts()).as("the tree tells none").isNull();
        });
        assertThat(tree.gpus())
                .extracting(Gpu::slot)
                .containsExactly(
                        "HGX_Chassis_0/ProcessorModule_0/GPU_0",
                        "HGX_Chassis_0/ProcessorModule_0/GPU_1",
                        "HGX_Chassis_0/ProcessorModule_1/GPU_0",
                        "HGX_Chassis_0/ProcessorModule_1/GPU_1");
        assertThat(tree.firmware()).hasSize(30).contains(new Firmware("FW_BMC_0", "GB200Nvl-24.12-8", true));
        assertThat(tree.drives()).hasSize(9);
        assertThat(tree.findings()).hasSize(4).first().asString().contains("GPU_0", "GB200 NVL");
    }
}
