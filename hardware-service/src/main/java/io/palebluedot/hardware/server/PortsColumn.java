package io.palebluedot.hardware.server;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;

/** Ports by protocol, as the JSON of a column named {@code ports}. */
public final class PortsColumn {

    private PortsColumn() {}

    public static Map<String, Integer> read(Row row) {
        var ports = new HashMap<String, Integer>();
        row.getJsonObject("ports").forEach(entry -> ports.put(entry.getKey(), ((Number) entry.getValue()).intValue()));
        return ports;
    }

    public static JsonObject write(Map<String, Integer> ports) {
        var json = new JsonObject();
        ports.forEach(json::put);
        return json;
    }
}
