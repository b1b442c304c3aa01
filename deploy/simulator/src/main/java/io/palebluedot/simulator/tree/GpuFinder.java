package io.palebluedot.simulator.tree;

import static io.palebluedot.simulator.tree.ResourceTree.lastSegment;
import static io.palebluedot.simulator.tree.ResourceTree.link;
import static io.palebluedot.simulator.tree.ResourceTree.parent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the GPUs of a tree: Processors of type GPU where there are any, else GPU devices on a chassis' PCIe list. */
final class GpuFinder {

    private final ResourceTree tree;

    GpuFinder(ResourceTree tree) {
        this.tree = tree;
    }

    List<GpuSlot> find() {
        List<GpuSlot> found = new ArrayList<>();
        for (String system : tree.members("/redfish/v1/Systems")) {
            for (String processor : tree.members(system + "/Processors")) {
                ObjectNode resource = tree.get(processor);
                if (resource != null
                        && "GPU".equals(resource.path("ProcessorType").asText())) {
                    found.add(processor(found.size(), system, processor, resource));
                }
            }
        }
        if (found.isEmpty()) {
            for (String chassis : tree.members("/redfish/v1/Chassis")) {
                tree.members(chassis + "/PCIeDevices").stream()
                        .filter(this::gpuDevice)
                        .forEach(path -> found.add(device(found.size(), chassis, path)));
            }
        }
        return List.copyOf(found);
    }

    private GpuSlot processor(int index, String system, String path, ObjectNode resource) {
        String id = lastSegment(path);
        String own = "/redfish/v1/Chassis/HGX_" + id;
        return new GpuSlot(
                index,
                id,
                Objects.requireNonNullElse(text(resource, "Model"), modelOf(system)),
                path,
                present(link(resource, "EnvironmentMetrics")),
                present(link(resource, "Metrics")),
                present(link(resource, "MemorySummary", "Metrics")),
                present(system + "/Memory/" + id + "_DRAM_0"),
                null,
                present(own));
    }

    private GpuSlot device(int index, String chassis, String path) {
        ObjectNode resource = Objects.requireNonNull(tree.get(path));
        String model = text(resource, "Model");
        return new GpuSlot(index, lastSegment(path), model, null, null, null, null, null, path, chassis);
    }

    private boolean gpuDevice(String path) {
        ObjectNode device = tree.get(path);
        if (device == null) {
            return false;
        }
        boolean graphics = tree.members(path + "/PCIeFunctions").stream()
                .map(tree::get)
                .anyMatch(function -> function != null
                        && accelerator(function.path("DeviceClass").asText()));
        boolean named = lastSegment(path).matches("GPU_?\\d+")
                && !lastSegment(parent(path)).isEmpty();
        return graphics || named;
    }

    private static boolean accelerator(String deviceClass) {
        return deviceClass.equals("DisplayController") || deviceClass.equals("ProcessingAccelerators");
    }

    private String modelOf(String system) {
        ObjectNode resource = tree.get(system);
        String model = resource == null ? null : text(resource, "Model");
        return model == null ? "GPU" : model;
    }

    private @Nullable String present(@Nullable String path) {
        return path == null || tree.get(path) == null ? null : path;
    }

    private static @Nullable String text(JsonNode resource, String property) {
        String value = resource.path(property).asText("");
        return value.isBlank() || value.equals("null") ? null : value;
    }
}
