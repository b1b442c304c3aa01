package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.ResetType;
import io.palebluedot.simulator.tree.ResourceTree;
import io.palebluedot.simulator.tree.ServerLayout.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Actions, on their advertised targets; recordings also take the usual target of an action they do not advertise. */
final class Actions {

    private final Machine machine;
    private final ResourceView view;
    private final FirmwareUpdates updates;
    private final Runnable restartBmc;

    Actions(Machine machine, ResourceView view, FirmwareUpdates updates, Runnable restartBmc) {
        this.machine = machine;
        this.view = view;
        this.updates = updates;
        this.restartBmc = restartBmc;
    }

    RedfishReply post(RedfishRequest request) {
        Optional<Target> target = target(request.path());
        if (target.isEmpty()) {
            return RedfishReply.notFound(request.path());
        }
        ObjectNode resource = view.get(target.get().resource());
        if (resource == null) {
            return RedfishReply.notFound(request.path());
        }
        ObjectNode body = request.json();
        String path = target.get().resource();
        return switch (target.get().action()) {
            case "ComputerSystem.Reset", "Chassis.Reset" -> reset(body);
            case "Manager.Reset" -> {
                restartBmc.run();
                yield RedfishReply.noContent();
            }
            case "VirtualMedia.InsertMedia" -> insert(path, resource, body);
            case "VirtualMedia.EjectMedia" -> eject(path);
            case "UpdateService.SimpleUpdate" -> updates.simpleUpdate(body);
            case "LogService.ClearLog" -> {
                machine.log().clearEvents();
                yield RedfishReply.noContent();
            }
            case "Bios.ResetBios" -> resetBios();
            default ->
                RedfishReply.error(
                        400, "ActionNotSupported", "The action " + target.get().action() + " is not supported.");
        };
    }

    private Optional<Target> target(String path) {
        Target advertised = machine.layout().targets().get(path);
        int actions = path.indexOf("/Actions/");
        if (advertised != null || actions < 0) {
            return Optional.ofNullable(advertised);
        }
        String owner = path.substring(0, actions);
        String action = ResourceTree.lastSegment(path);
        ObjectNode resource = view.get(owner);
        boolean usual = resource != null && action.startsWith(ResourceTree.schemaOf(resource) + ".");
        boolean shown = resource != null && resource.path("Actions").has("#" + action);
        return usual && (shown || machine.layout().tree().captured())
                ? Optional.of(new Target(owner, action))
                : Optional.empty();
    }

    private RedfishReply reset(ObjectNode body) {
        String word = body.path("ResetType").asText("On");
        Optional<ResetType> type = ResetType.of(word);
        if (type.isEmpty()) {
            return RedfishReply.error(
                    400, "ActionParameterNotSupported", "The value " + word + " for ResetType is not allowed.");
        }
        if (!machine.reset(type.get())) {
            return RedfishReply.error(
                    409, "ActionNotSupported", "ResetType " + word + " is not possible while the system is off.");
        }
        view.touch(machine.layout().hostSystem());
        return RedfishReply.noContent();
    }

    private RedfishReply insert(String path, ObjectNode resource, ObjectNode body) {
        String image = body.path("Image").asText("");
        if (image.isBlank()) {
            return RedfishReply.error(400, "ActionParameterMissing", "Image is required.");
        }
        for (String extra : new String[] {"Inserted", "WriteProtected"}) {
            if (body.has(extra) && resource.path("Oem").has("Supermicro")) {
                return RedfishReply.error(400, "ActionParameterUnknown", "The parameter " + extra + " is not known.");
            }
        }
        machine.settings().insert(path, image);
        view.touch(path);
        return RedfishReply.noContent();
    }

    private RedfishReply eject(String path) {
        view.touch(path);
        return machine.settings().eject(path)
                ? RedfishReply.noContent()
                : RedfishReply.error(400, "NoVirtualMediaInserted", "There is no medium to eject.");
    }

    private RedfishReply resetBios() {
        ObjectNode bios = machine.layout()
                .tree()
                .get(Objects.requireNonNullElse(machine.layout().bios(), ""));
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        if (bios != null) {
            machine.settings()
                    .bios()
                    .keySet()
                    .forEach(name -> defaults.put(name, bios.path("Attributes").path(name)));
        }
        machine.settings().resetBios(defaults);
        return RedfishReply.noContent();
    }
}
