package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;

/** How a broken BMC spoils a good answer. */
final class Quirks {

    private Quirks() {}

    /** The text that goes out instead of the body. */
    static String spoil(Fault fault, ObjectNode body) {
        String text = body.toString();
        return switch (fault.text("mode", "truncated")) {
            case "not_json" -> "<html><body>Service busy</body></html>";
            case "nulls" -> nulls(body).toString();
            case "dates" -> text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[^\"]*", "0000-00-00T00:00:00Z");
            case "foreign_links" ->
                text.replace("\"@odata.id\":\"/redfish", "\"@odata.id\":\"http://192.0.2.1/redfish");
            default -> text.substring(0, text.length() / 2);
        };
    }

    private static ObjectNode nulls(ObjectNode body) {
        for (String property : new String[] {"Members", "Status", "SerialNumber", "UUID", "Boot"}) {
            if (body.has(property)) {
                body.putNull(property);
            }
        }
        for (JsonNode each : body) {
            if (each instanceof ArrayNode array) {
                array.addNull();
            }
        }
        return body;
    }
}
