package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.inspection.Told.text;

import io.palebluedot.events.ServerEvent.Component;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Parts of servers: a kind that is told, if only as empty, replaces what was known of it; another keeps its last values. */
@ApplicationScoped
class ComponentRepository {

    private static final String INSERT =
            "insert into server_component (server_id, kind, position, part_id, slot, parent,"
                    + " manufacturer, model, part_number, serial, firmware_version, capacity_bytes, speed_mhz, speed_gbps, lanes,"
                    + " protocol, link, state, health) select $1, kind, position, part_id, slot, parent, manufacturer, model,"
                    + " part_number, serial, firmware_version, capacity_bytes, speed_mhz, speed_gbps, lanes, protocol, link, state,"
                    + " health from jsonb_to_recordset($2) as c (kind text, position int, part_id text, slot text, parent text,"
                    + " manufacturer text, model text, part_number text, serial text, firmware_version text, capacity_bytes bigint,"
                    + " speed_mhz int, speed_gbps float8, lanes int, protocol text, link text, state text, health text)";

    /** In two statements, however many parts there are. */
    Uni<Void> write(SqlConnection tx, UUID id, List<Component> components, List<String> empty) {
        var kinds = Stream.concat(components.stream().map(Component::kind), empty.stream())
                .distinct()
                .toArray(String[]::new);
        if (kinds.length == 0) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery("delete from server_component where server_id = $1 and kind = any($2)")
                .execute(Tuple.of(id).addArrayOfString(kinds))
                .chain(() -> tx.preparedQuery(INSERT).execute(Tuple.of(id, json(components))))
                .replaceWithVoid();
    }

    private static JsonArray json(List<Component> components) {
        var positions = new HashMap<String, Integer>();
        var rows = new JsonArray();
        for (var c : components) {
            rows.add(new JsonObject()
                    .put("kind", c.kind())
                    .put("position", positions.merge(c.kind(), 1, Integer::sum))
                    .put("part_id", c.id())
                    .put("slot", text(c.slot()))
                    .put("parent", c.parent())
                    .put("manufacturer", text(c.manufacturer()))
                    .put("model", text(c.model()))
                    .put("part_number", text(c.partNumber()))
                    .put("serial", text(c.serial()))
                    .put("firmware_version", text(c.firmwareVersion()))
                    .put("capacity_bytes", c.capacityBytes())
                    .put("speed_mhz", c.speedMhz())
                    .put("speed_gbps", c.speedGbps())
                    .put("lanes", c.lanes())
                    .put("protocol", text(c.protocol()))
                    .put("link", text(c.link()))
                    .put("state", text(c.state()))
                    .put("health", Told.health(c.health())));
        }
        return rows;
    }
}
