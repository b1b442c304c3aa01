package io.palebluedot.hardware.server;

import io.palebluedot.events.ServerEvent.HardwareTree;
import io.palebluedot.hardware.address.MacAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;

/** What a server is known by on the network: its name and the addresses of its ports. */
final class ServerPorts {

    private static final String NAME =
            "update server set hostname = coalesce($2, hostname) where server_id = $1 and $2::text is not null";
    private static final String CLEAR = "delete from server_nic where server_id = $1";
    private static final String WRITE = """
            insert into server_nic (server_id, place, name, mac)
            select $1, t.place, t.name, t.mac from jsonb_to_recordset($2::jsonb) as t(place integer, name text, mac text)
            """;

    private ServerPorts() {}

    /** A tree without ports, as some BMCs tell it, takes none away. */
    static Uni<Void> write(SqlConnection tx, UUID id, HardwareTree tree) {
        var named =
                tx.preparedQuery(NAME).execute(Tuple.of(id, tree.hostname())).replaceWithVoid();
        if (tree.nics().isEmpty()) {
            return named;
        }
        var ports = new JsonArray();
        for (var nic : tree.nics()) {
            ports.add(new JsonObject()
                    .put("place", ports.size())
                    .put("name", nic.name())
                    .put("mac", MacAddress.normal(nic.mac()).orElse(null)));
        }
        return named.chain(() -> tx.preparedQuery(CLEAR).execute(Tuple.of(id)))
                .chain(() -> tx.preparedQuery(WRITE).execute(Tuple.of(id, ports)))
                .replaceWithVoid();
    }
}
