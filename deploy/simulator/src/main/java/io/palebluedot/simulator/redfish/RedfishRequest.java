package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a BMC.
 *
 * @param path decoded, without query and trailing slash
 * @param query the raw query, empty when there is none
 * @param headers by lower-case name
 * @param body the JSON object sent; absent when there was none or it was no JSON object
 * @param raw the body as text, at most its first 64 KiB
 */
record RedfishRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        @Nullable ObjectNode body,
        String raw) {

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The body, or an empty object. */
    ObjectNode json() {
        return body == null ? JsonNodeFactory.instance.objectNode() : body;
    }
}
