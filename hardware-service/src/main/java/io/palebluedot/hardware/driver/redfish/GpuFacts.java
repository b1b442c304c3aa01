package io.palebluedot.hardware.driver.redfish;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one resource tells of a GPU, whether it is a Processor or a PCIeDevice. */
record GpuFacts(
        Resource source,
        @Nullable String slot,
        @Nullable String place,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String partNumber,
        @Nullable String uuid,
        @Nullable String pciAddress,
        @Nullable Long memoryBytes,
        @Nullable String firmwareVersion,
        @Nullable String health,
        @Nullable Integer powerLimitWatts,
        @Nullable Integer powerLimitMinWatts,
        @Nullable Integer powerLimitMaxWatts,
        @Nullable Integer memoryClockMhz) {

    private static final long MIB = 1L << 20;
    private static final Set<String> VENDOR_IDS = Set.of("0x10de", "0x1002", "0x8086", "0x1da3");
    private static final Pattern GPU_WORD =
            Pattern.compile("(?i)(^|[^a-z])(gpus?|accelerators?|graphics|instinct)([^a-z]|$)");
    private static final Pattern OTHER_WORD = Pattern.compile(
            "(?i)nic|nvme|ssd|ethernet|storage|raid|switch|bridge|retimer|irot|erot|fpga|dpu|bluefield|connectx|infiniband");
    private static final Pattern BMC_GRAPHICS = Pattern.compile("(?i)aspeed|matrox|ast[0-9]{4}|emulex|g200");

    static boolean isGpuProcessor(Resource processor) {
        String type = processor.text("ProcessorType");
        return "GPU".equals(type) || "Accelerator".equals(type);
    }

    /** Worth a look at its functions. */
    static boolean mayBeGpu(Resource device) {
        String words = words(device);
        return !BMC_GRAPHICS.matcher(words).find()
                && (GPU_WORD.matcher(words).find() || !OTHER_WORD.matcher(words).find());
    }

    /** A PCIe device is a GPU when its function has the class and a vendor of GPUs, or it is called one. */
    static boolean isGpuDevice(Resource device, List<Resource> functions) {
        String words = words(device);
        if (!mayBeGpu(device)) {
            return false;
        }
        boolean called = GPU_WORD.matcher(words).find() || device.oemText("GPUSlot") != null;
        boolean classed = functions.stream().anyMatch(GpuFacts::hasGpuClass);
        boolean vendored = functions.stream().anyMatch(f -> {
            String vendor = f.text("VendorId");
            return vendor != null && VENDOR_IDS.contains(vendor.toLowerCase(Locale.ROOT));
        });
        return called ? classed || functions.isEmpty() || device.text("Model") != null : classed && vendored;
    }

    private static boolean hasGpuClass(Resource function) {
        String type = function.text("DeviceClass");
        return "DisplayController".equals(type) || "ProcessingAccelerators".equals(type);
    }

    private static String words(Resource device) {
        return String.join(
                " ",
                device.id(),
                String.valueOf(device.text("Name")),
                String.valueOf(device.text("Description")),
                String.valueOf(device.text("Manufacturer")),
                String.valueOf(device.text("Model")));
    }

    /** A Processor of type GPU; what the resource itself leaves out may stand in its neighbours. */
    static GpuFacts ofProcessor(Tree tree, Resource system, Resource gpu) {
        var environment = tree.at(gpu.link("EnvironmentMetrics"));
        var limit = environment.part("PowerLimitWatts");
        var memory = GpuMemory.of(tree, system, gpu);
        var device = tree.at(gpu.link("Links", "PCIeDevice"));
        return new GpuFacts(
                gpu,
                first(gpu.text("Location", "PartLocation", "ServiceLabel"), gpu.id()),
                gpu.text("Location", "PartLocationContext"),
                gpu.text("Manufacturer"),
                gpu.text("Model"),
                gpu.text("SerialNumber"),
                gpu.text("PartNumber"),
                Uuids.of(gpu.text("UUID")),
                PciFunctions.address(tree, device),
                memory.bytes(),
                gpu.text("FirmwareVersion"),
                health(gpu),
                first(limit.integer("SetPoint"), limit.integer("Reading")),
                limit.integer("AllowableMin"),
                limit.integer("AllowableMax"),
                memory.clockMhz());
    }

    static GpuFacts ofDevice(Tree tree, Resource device) {
        var limit = tree.at(device.link("EnvironmentMetrics")).part("PowerLimitWatts");
        Long mib = device.whole("MemorySummary", "TotalMemorySizeMiB");
        return new GpuFacts(
                device,
                first(device.text("Slot", "Location", "PartLocation", "ServiceLabel"), device.id()),
                null,
                first(device.text("Manufacturer"), device.oemText("GPUVendor")),
                device.text("Model"),
                device.text("SerialNumber"),
                device.text("PartNumber"),
                Uuids.of(device.text("UUID")),
                PciFunctions.address(tree, device),
                mib == null || mib <= 0 ? null : mib * MIB,
                device.text("FirmwareVersion"),
                health(device),
                limit.integer("SetPoint"),
                limit.integer("AllowableMin"),
                limit.integer("AllowableMax"),
                null);
    }

    private static @Nullable String health(Resource resource) {
        return first(resource.text("Status", "HealthRollup"), resource.text("Status", "Health"));
    }

    static <T> @Nullable T first(@Nullable T a, @Nullable T b) {
        return a == null ? b : a;
    }

    GpuFacts withModel(@Nullable String maker, String modelOfBoard) {
        return new GpuFacts(
                source,
                slot,
                place,
                first(manufacturer, maker),
                modelOfBoard,
                serial,
                partNumber,
                uuid,
                pciAddress,
                memoryBytes,
                firmwareVersion,
                health,
                powerLimitWatts,
                powerLimitMinWatts,
                powerLimitMaxWatts,
                memoryClockMhz);
    }

    /** This, completed by what another resource tells of the same GPU. */
    GpuFacts completedBy(GpuFacts other) {
        return new GpuFacts(
                source,
                slot,
                place,
                first(manufacturer, other.manufacturer),
                first(model, other.model),
                first(serial, other.serial),
                first(partNumber, other.partNumber),
                first(uuid, other.uuid),
                first(pciAddress, other.pciAddress),
                first(memoryBytes, other.memoryBytes),
                first(firmwareVersion, other.firmwareVersion),
                first(health, other.health),
                first(powerLimitWatts, other.powerLimitWatts),
                first(powerLimitMinWatts, other.powerLimitMinWatts),
                first(powerLimitMaxWatts, other.powerLimitMaxWatts),
                first(memoryClockMhz, other.memoryClockMhz));
    }
}
