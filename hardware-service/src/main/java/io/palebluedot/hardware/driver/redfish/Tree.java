package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources that were read, by path; one that the BMC does not have is a missing node. */
record Tree(Map<String, JsonNode> resources) {

    Resource root() {
        return at(Paths.ROOT);
    }

    Resource at(@Nullable String path) {
        if (path == null) {
            return Resource.absent("");
        }
        var json = resources.get(path);
        return json == null ? Resource.absent(path) : new Resource(path, json);
    }

    /** Resources that the BMC failed at, which are a text instead: why. */
    Map<String, String> broken() {
        var broken = new TreeMap<String, String>();
        resources.forEach((path, json) -> {
            if (json.isTextual()) {
                broken.put(path, json.asText());
            }
        });
        return broken;
    }

    /** The present members of the collection that {@code of} links to. */
    List<Resource> members(Resource of, String... link) {
        return at(of.link(link)).members().stream()
                .map(this::at)
                .filter(Resource::present)
                .toList();
    }

    List<Resource> systems() {
        return members(root(), "Systems");
    }

    List<Resource> chassis() {
        return members(root(), "Chassis");
    }

    List<Resource> managers() {
        return members(root(), "Managers");
    }

    /** The system that is the machine itself, where a baseboard shows as a second one: it can be reset and booted. */
    Resource host() {
        Resource best = Resource.absent("");
        int most = -1;
        for (var system : systems()) {
            int score = (system.part("Actions", "#ComputerSystem.Reset").present() ? 4 : 0)
                    + (system.part("Boot").present() ? 2 : 0)
                    + (system.link("Bios") != null ? 1 : 0);
            if (score > most) {
                best = system;
                most = score;
            }
        }
        return best;
    }
}
