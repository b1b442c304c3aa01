package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A collection that came with its members in one answer (DSP0266, {@code $expand}). */
final class Expanded {

    private Expanded() {}

    /** Puts the collection, its members as links, and each member that came whole, by their paths. */
    static void into(Map<String, JsonNode> read, String path, JsonNode collection) {
        read.put(path, Kept.of(collection));
        if (!(collection.path("Members") instanceof ArrayNode members)) {
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            String at = new Resource(path, member).link();
            if (at != null && whole(member)) {
                members.set(i, RedfishJson.MAPPER.createObjectNode().put("@odata.id", at));
                read.putIfAbsent(at, Kept.of(member));
            }
        }
    }

    /** More than a link, and more than an excerpt. */
    private static boolean whole(JsonNode member) {
        return member instanceof ObjectNode && member.has("Id") && member.has("@odata.type");
    }
}
