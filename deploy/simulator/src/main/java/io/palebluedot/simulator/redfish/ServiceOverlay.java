package io.palebluedot.simulator.redfish;

import static io.palebluedot.simulator.tree.ResourceTree.parent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.LogEntry;
import io.palebluedot.simulator.machine.Machine;

/** BIOS attributes, virtual media, firmware versions, and the event log. */
final class ServiceOverlay {

    private ServiceOverlay() {}

    static void bios(ObjectNode resource, String path, Machine machine) {
        ObjectNode attributes = resource.withObject("/Attributes");
        if (path.equals(machine.layout().bios())) {
            machine.settings().bios().forEach(attributes::set);
        } else if (path.equals(machine.layout().biosSettings())) {
            machine.settings().pendingBios().forEach(attributes::set);
        }
    }

    static void media(ObjectNode resource, String path, Machine machine) {
        machine.settings().media(path).ifPresent(image -> {
            resource.put("Inserted", true).put("Image", image).put("ConnectedVia", "URI");
            resource.put("ImageName", image.substring(image.lastIndexOf('/') + 1));
            String action = "#VirtualMedia.EjectMedia";
            ObjectNode actions = resource.withObject("/Actions");
            if (!actions.has(action)) {
                actions.putObject(action).put("target", path + "/Actions/VirtualMedia.EjectMedia");
            }
        });
    }

    static void firmware(ObjectNode resource, String path, Machine machine) {
        machine.settings().firmware(path).ifPresent(version -> resource.put("Version", version));
    }

    /** A part shows the version of the firmware that names it as related. */
    static void related(ObjectNode resource, String path, Machine machine) {
        machine.settings().firmware().forEach((item, version) -> {
            ObjectNode firmware = machine.layout().tree().get(item);
            boolean belongs = firmware != null
                    && firmware.path("RelatedItem")
                            .valueStream()
                            .map(each -> each.path("@odata.id").asText())
                            .anyMatch(each -> each.equals(path) || each.equals(path + "/Bios"));
            for (String property : new String[] {"FirmwareVersion", "BiosVersion"}) {
                if (belongs && resource.has(property)) {
                    resource.put(property, version);
                }
            }
        });
    }

    static void entries(ObjectNode resource, String path, Machine machine) {
        if (!path.startsWith(machine.layout().hostSystem() + "/LogServices/")
                || !(resource.get("Members") instanceof ArrayNode members)
                || !eventLog(path, machine)) {
            return;
        }
        int kept = members.size();
        for (LogEntry entry : machine.log().events()) {
            members.add(entry(path, kept + entry.number(), entry));
        }
        resource.put("Members@odata.count", members.size());
    }

    static ObjectNode entry(String path, int id, LogEntry entry) {
        ObjectNode resource = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        return resource.put("@odata.type", "#LogEntry.v1_7_0.LogEntry")
                .put("@odata.id", path + "/" + id)
                .put("Id", String.valueOf(id))
                .put("Name", "Event Log Entry " + id)
                .put("EntryType", "SEL")
                .put("Severity", entry.severity())
                .put("Created", entry.created().toString())
                .put("Message", entry.message());
    }

    /** New events go to the log called SEL or Log1; without either, to every log of the host. */
    private static boolean eventLog(String entriesPath, Machine machine) {
        String service = parent(entriesPath);
        String services = parent(service);
        for (String name : new String[] {"SEL", "Log1"}) {
            if (machine.layout().tree().get(services + "/" + name) != null) {
                return service.equals(services + "/" + name);
            }
        }
        return true;
    }
}
