package io.palebluedot.inventory.inspection;

import io.palebluedot.events.ServerEvent.Component;
import io.palebluedot.events.ServerEvent.Cpu;
import io.palebluedot.events.ServerEvent.Firmware;
import io.palebluedot.events.ServerEvent.Gpu;
import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.events.ServerEvent.Nic;
import java.util.List;
import java.util.stream.IntStream;

/** Trees as hardware-service tells them. */
public final class Trees {

    private Trees() {}

    public static Gpu gpu(int index, String serial) {
        return new Gpu(
                index,
                "SXM" + index,
                "NVIDIA",
                "NVIDIA H200",
                serial,
                "PN",
                null,
                "0000:%02X:00.0".formatted(0x18 + index),
                null,
                "96.00.99",
                "OK",
                700,
                200,
                700,
                6250);
    }

    static Gpu withMemory(Gpu gpu, long bytes) {
        return new Gpu(
                gpu.index(),
                gpu.slot(),
                gpu.manufacturer(),
                gpu.model(),
                gpu.serial(),
                gpu.partNumber(),
                gpu.uuid(),
                gpu.pciAddress(),
                bytes,
                gpu.firmwareVersion(),
                gpu.health(),
                gpu.powerLimitWatts(),
                gpu.powerLimitMinWatts(),
                gpu.powerLimitMaxWatts(),
                gpu.memoryClockMhz());
    }

    static HardwareTree of(String serial, Gpu... gpus) {
        return server("127.20.0.1:8000", serial, "SYS-821GE-TNHR", "OK", List.of(gpus));
    }

    /** A server with {@code count} GPUs whose serials begin with the server's. */
    public static HardwareTree server(String bmc, String serial, String model, int count) {
        return server(
                bmc,
                serial,
                model,
                "OK",
                IntStream.range(0, count)
                        .mapToObj(i -> gpu(i, serial + "-G" + i))
                        .toList());
    }

    public static HardwareTree server(String bmc, String serial, String model, String health, List<Gpu> gpus) {
        return server("redfish", bmc, serial, model, health, gpus);
    }

    /** What IPMI tells of the same server: no GPUs. */
    static HardwareTree byIpmi(String serial) {
        return server("ipmi", "127.20.0.1:8000", serial, "SYS-821GE-TNHR", "OK", List.of());
    }

    private static HardwareTree server(
            String protocol, String bmc, String serial, String model, String health, List<Gpu> gpus) {
        return new HardwareTree(
                bmc,
                protocol,
                "System",
                null,
                "Supermicro",
                model,
                null,
                serial,
                "uuid-" + serial,
                "2.1",
                "01.02",
                "On",
                health,
                new Cpu("Intel(R) Xeon(R) Platinum 8462Y+", 2, 64),
                2_199_023_255_552L,
                gpus,
                List.of(new Nic("eth0", "02:70:62:64:00:01", 100_000, "LinkUp", List.of("127.21.0.1"))),
                List.of(),
                List.of(new Firmware("BMC", "01.02", true), new Firmware("BIOS", "2.1", true)),
                "127.21.0.1",
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    /** The same tree, with parts. */
    public static HardwareTree with(HardwareTree tree, List<Component> components) {
        return with(tree, components, List.of());
    }

    /** As above, and kinds of which there is no part. */
    public static HardwareTree with(HardwareTree tree, List<Component> components, List<String> emptyKinds) {
        return new HardwareTree(
                tree.bmcAddress(),
                tree.protocol(),
                tree.name(),
                tree.hostname(),
                tree.manufacturer(),
                tree.model(),
                tree.sku(),
                tree.serial(),
                tree.uuid(),
                tree.biosVersion(),
                tree.bmcFirmware(),
                tree.powerState(),
                tree.health(),
                tree.cpu(),
                tree.memoryBytes(),
                tree.gpus(),
                tree.nics(),
                tree.drives(),
                tree.firmware(),
                tree.hostAddress(),
                tree.dcgmExporterUrl(),
                tree.nodeExporterUrl(),
                tree.findings(),
                components,
                emptyKinds);
    }

    /** A memory module as a BMC tells it. */
    public static Component dimm(int number, String serial, String health) {
        return new Component(
                "memory",
                "DIMM_" + number,
                "P1-DIMM" + number,
                null,
                "Samsung",
                null,
                "M321R8GA0BB0-CQKZJ",
                serial,
                null,
                64L << 30,
                4800,
                null,
                null,
                "DDR5",
                null,
                "Enabled",
                health);
    }

    /** An NVLink port of a GPU as a BMC tells it. */
    public static Component link(String gpu, int number, double gbps, String health) {
        return new Component(
                "nvlink_port",
                "NVLink_" + number,
                null,
                gpu,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                gbps,
                null,
                "NVLink",
                gbps == 0 ? "LinkDown" : "LinkUp",
                "Enabled",
                health);
    }
}
