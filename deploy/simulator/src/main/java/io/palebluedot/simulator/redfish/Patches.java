package io.palebluedot.simulator.redfish;

import static io.palebluedot.simulator.tree.ResourceTree.schemaOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.BootOverride;
import io.palebluedot.simulator.machine.Gpu;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.tree.GpuSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What a PATCH may change; everything is checked before anything is changed, and unknown properties are refused. */
final class Patches {

    private final Machine machine;
    private final ResourceView view;

    Patches(Machine machine, ResourceView view) {
        this.machine = machine;
        this.view = view;
    }

    RedfishReply patch(String path, ObjectNode resource, ObjectNode body) {
        if (body.isEmpty()) {
            return RedfishReply.error(400, "EmptyJSON", "The request body held nothing to change.");
        }
        List<Runnable> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            if (property.getKey().startsWith("@odata.")) {
                continue;
            }
            RedfishReply refusal = one(path, resource, property.getKey(), property.getValue(), changes);
            if (refusal != null) {
                return refusal;
            }
        }
        changes.forEach(Runnable::run);
        view.touch(path);
        machine.changed();
        return RedfishReply.ok(Objects.requireNonNull(view.get(path)));
    }

    private @Nullable RedfishReply one(
            String path, ObjectNode resource, String property, JsonNode value, List<Runnable> changes) {
        if (Changeable.PROPERTIES.contains(property) && resource.has(property)) {
            changes.add(() -> machine.settings().property(path + "#" + property, value));
            return null;
        }
        return switch (schemaOf(resource) + "." + property) {
            case "ComputerSystem.Boot" -> boot(resource, value, changes);
            case "Bios.Attributes" -> bios(path, value, changes);
            case "EnvironmentMetrics.PowerLimitWatts" ->
                range(path, resource, property, "SetPoint", value, Gpu::powerLimit, changes);
            case "Processor.OperatingSpeedRangeMHz" ->
                range(path, resource, property, "SettingMax", value, Gpu::smClock, changes);
            case "Memory.OperatingSpeedRangeMHz" ->
                range(path, resource, property, "SettingMax", value, Gpu::memoryClock, changes);
            default -> unknown(property, resource.has(property));
        };
    }

    private @Nullable RedfishReply boot(ObjectNode resource, JsonNode value, List<Runnable> changes) {
        JsonNode allowed = resource.path("Boot").path("BootSourceOverrideTarget@Redfish.AllowableValues");
        BootOverride old = machine.boot();
        String target = value.path("BootSourceOverrideTarget").asText(old.target());
        String enabled = value.path("BootSourceOverrideEnabled").asText(old.enabled());
        String mode = value.path("BootSourceOverrideMode").asText(old.mode());
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            if (!List.of("BootSourceOverrideTarget", "BootSourceOverrideEnabled", "BootSourceOverrideMode")
                    .contains(each.getKey())) {
                return unknown("Boot/" + each.getKey(), false);
            }
        }
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(word -> word.asText().equals(target))) {
            return notInList("BootSourceOverrideTarget", target);
        }
        if (!BootOverride.ENABLED.contains(enabled)) {
            return notInList("BootSourceOverrideEnabled", enabled);
        }
        if (!mode.equals("UEFI") && !mode.equals("Legacy")) {
            return notInList("BootSourceOverrideMode", mode);
        }
        changes.add(() -> machine.boot(new BootOverride(target, enabled, mode)));
        return null;
    }

    /** Attributes are changed where they wait for a reset; on the resource in force they are read-only. */
    private @Nullable RedfishReply bios(String path, JsonNode value, List<Runnable> changes) {
        String current = machine.layout().bios();
        if (current == null || !path.equals(machine.layout().biosSettings())) {
            return unknown("Attributes", true);
        }
        ObjectNode known = Objects.requireNonNull(view.get(current));
        for (Map.Entry<String, JsonNode> attribute : value.properties()) {
            JsonNode before = known.path("Attributes").path(attribute.getKey());
            if (before.isMissingNode()) {
                return unknown("Attributes/" + attribute.getKey(), false);
            }
            if (!before.isNull() && before.getNodeType() != attribute.getValue().getNodeType()) {
                return RedfishReply.error(
                        400, "PropertyValueTypeError", "The value of " + attribute.getKey() + " has the wrong type.");
            }
            changes.add(() -> machine.settings().pendBios(attribute.getKey(), attribute.getValue()));
        }
        return null;
    }

    private interface Setter {
        boolean set(Gpu gpu, int value);
    }

    private @Nullable RedfishReply range(
            String path,
            ObjectNode resource,
            String property,
            String setting,
            JsonNode value,
            Setter setter,
            List<Runnable> changes) {
        Optional<Gpu> gpu = gpuAt(path);
        JsonNode range = resource.path(property);
        if (gpu.isEmpty() || !range.isObject()) {
            return unknown(property, range.isObject());
        }
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            if (!each.getKey().equals(setting) && !each.getValue().equals(range.path(each.getKey()))) {
                return unknown(property + "/" + each.getKey(), range.has(each.getKey()));
            }
        }
        JsonNode wanted = value.path(setting);
        if (!wanted.isIntegralNumber() && !(wanted.isNumber() && wanted.doubleValue() == wanted.intValue())) {
            return RedfishReply.error(400, "PropertyValueTypeError", setting + " must be a whole number.");
        }
        IntPredicate within = number -> number >= range.path("AllowableMin").asInt(Integer.MIN_VALUE)
                && number <= range.path("AllowableMax").asInt(Integer.MAX_VALUE);
        if (!within.test(wanted.intValue())) {
            return RedfishReply.error(
                    400,
                    "PropertyValueOutOfRange",
                    "The value " + wanted.intValue() + " for " + property + " is not in the range "
                            + range.path("AllowableMin").asText() + " to "
                            + range.path("AllowableMax").asText() + ".");
        }
        changes.add(() -> setter.set(gpu.get(), wanted.intValue()));
        return null;
    }

    private Optional<Gpu> gpuAt(String path) {
        GpuSlot slot = machine.layout().gpuAt(path);
        return Optional.ofNullable(slot).map(found -> machine.gpus().get(found.index()));
    }

    private static RedfishReply unknown(String property, boolean readOnly) {
        return readOnly
                ? RedfishReply.error(400, "PropertyNotWritable", "The property " + property + " is read-only.")
                : RedfishReply.error(400, "PropertyUnknown", "The property " + property + " is not known here.");
    }

    private static RedfishReply notInList(String property, String value) {
        return RedfishReply.error(
                400, "PropertyValueNotInList", "The value " + value + " for " + property + " is not allowed.");
    }
}
