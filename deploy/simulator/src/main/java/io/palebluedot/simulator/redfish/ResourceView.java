package io.palebluedot.simulator.redfish;

import static io.palebluedot.simulator.tree.ResourceTree.schemaOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.palebluedot.simulator.machine.GpuPresence;
import io.palebluedot.simulator.machine.Identity;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.GpuSlot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server's resources: the shared tree, made this server's own, with its state on top. */
public final class ResourceView {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9.]+)}");
    private static final Set<String> IDENTITIES =
            Set.of("SerialNumber", "UUID", "MACAddress", "PermanentMACAddress", "BoardSerialNumber");

    private static final Map<String, Overlay> OVERLAYS = Map.ofEntries(
            Map.entry("ComputerSystem", ResourceView::system),
            Map.entry("Chassis", SystemOverlay::chassis),
            Map.entry("Manager", SystemOverlay::manager),
            Map.entry("Processor", GpuOverlay::processor),
            Map.entry("Memory", MemoryOverlay::memory),
            Map.entry("EnvironmentMetrics", GpuOverlay::environment),
            Map.entry("ProcessorMetrics", GpuOverlay::metrics),
            Map.entry("MemoryMetrics", GpuOverlay::memoryMetrics),
            Map.entry("PCIeDevice", GpuOverlay::pcieDevice),
            Map.entry("PortMetrics", GpuOverlay::port),
            Map.entry("ProcessorCollection", GpuOverlay::collection),
            Map.entry("PCIeDeviceCollection", GpuOverlay::collection),
            Map.entry("Sensor", SensorOverlay::sensor),
            Map.entry("Thermal", SensorOverlay::thermal),
            Map.entry("Power", SensorOverlay::power),
            Map.entry("Bios", ServiceOverlay::bios),
            Map.entry("VirtualMedia", ServiceOverlay::media),
            Map.entry("SoftwareInventory", ServiceOverlay::firmware),
            Map.entry("LogEntryCollection", ServiceOverlay::entries));

    private final Machine machine;
    private final Map<String, Integer> revisions = new ConcurrentHashMap<>();

    /** The view of one server; every view keeps its own tags. */
    public ResourceView(Machine machine) {
        this.machine = machine;
    }

    /** The resource as this server shows it now, or null when there is none. */
    public @Nullable ObjectNode get(String path) {
        if (gone(path)) {
            return null;
        }
        ObjectNode shared = machine.layout().tree().get(path);
        ObjectNode resource = shared == null ? HostNetwork.synthesised(path, machine) : shared.deepCopy();
        if (resource == null) {
            return null;
        }
        personalise(resource, machine.identity());
        Overlay overlay = OVERLAYS.get(schemaOf(resource));
        if (overlay != null) {
            overlay.apply(resource, path, machine);
        }
        if (schemaOf(resource).equals("MetricReport")) {
            MetricReports.fill(resource, machine, this::get);
        }
        HostNetwork.address(resource, path, machine);
        ServiceOverlay.related(resource, path, machine);
        for (String property : Changeable.PROPERTIES) {
            machine.settings().property(path + "#" + property).ifPresent(value -> resource.set(property, value));
        }
        if (resource.has("@odata.etag")) {
            resource.put("@odata.etag", etag(path));
        }
        return resource;
    }

    /** MAC address of the host's port that boots from the network. */
    public String bootMac() {
        ObjectNode port = get(HostNetwork.bootNic(machine));
        String mac = port == null ? "" : port.path("MACAddress").asText("");
        return mac.isEmpty() ? machine.identity().mac(0) : mac;
    }

    /** The resource's tag: it moves with what a client can change, not with sensors. */
    String etag(String path) {
        int tag = (path + "#" + machine.identity().index()).hashCode() * 31 + revisions.getOrDefault(path, 0);
        return "\"" + Integer.toHexString(tag) + "\"";
    }

    /** A client changed the resource. */
    void touch(String path) {
        revisions.merge(path, 1, Integer::sum);
    }

    private static void system(ObjectNode resource, String path, Machine machine) {
        if (path.endsWith("/Settings") && !machine.layout().hostSystem().equals(path)) {
            SystemOverlay.settings(resource, machine);
        } else {
            SystemOverlay.system(resource, path, machine);
        }
    }

    private boolean gone(String path) {
        GpuSlot slot = machine.layout().gpuAt(path);
        return slot != null && machine.gpus().get(slot.index()).presence() == GpuPresence.REMOVED;
    }

    private static void personalise(JsonNode node, Identity identity) {
        if (node instanceof ObjectNode object) {
            object.propertyStream().forEach(each -> {
                if (each.getValue() instanceof TextNode text) {
                    each.setValue(personal(each.getKey(), text, identity));
                } else {
                    personalise(each.getValue(), identity);
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text) {
                    array.set(i, personal("", text, identity));
                } else {
                    personalise(array.get(i), identity);
                }
            }
        }
    }

    private static TextNode personal(String property, TextNode text, Identity identity) {
        String value = text.textValue();
        if (IDENTITIES.contains(property) && !value.contains("${")) {
            return JsonNodeFactory.instance.textNode(identity.vary(property, value));
        }
        if (!value.contains("${")) {
            return text;
        }
        String filled = PLACEHOLDER
                .matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(identity.value(match.group(1))));
        return JsonNodeFactory.instance.textNode(filled);
    }
}
