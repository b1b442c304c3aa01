package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of a BMC; errors carry Redfish's extended information. */
record RedfishReply(
        int status, Map<String, String> headers, @Nullable ObjectNode body) {

    static RedfishReply ok(ObjectNode body) {
        return new RedfishReply(200, Map.of(), body);
    }

    static RedfishReply created(String location, ObjectNode body) {
        return new RedfishReply(201, Map.of("Location", location), body);
    }

    static RedfishReply accepted(String location, ObjectNode body) {
        return new RedfishReply(202, Map.of("Location", location), body);
    }

    static RedfishReply noContent() {
        return new RedfishReply(204, Map.of(), null);
    }

    static RedfishReply notFound(String path) {
        return error(404, "ResourceMissingAtURI", "The resource at the URI " + path + " was not found.");
    }

    static RedfishReply error(int status, String messageId, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", "Base.1.10." + messageId).put("message", message);
        error.putArray("@Message.ExtendedInfo")
                .addObject()
                .put("@odata.type", "#Message.v1_1_2.Message")
                .put("MessageId", "Base.1.10." + messageId)
                .put("Message", message)
                .put("Severity", status >= 500 ? "Critical" : "Warning");
        return new RedfishReply(status, Map.of(), body);
    }

    RedfishReply withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new RedfishReply(status, Map.copyOf(more), body);
    }
}
