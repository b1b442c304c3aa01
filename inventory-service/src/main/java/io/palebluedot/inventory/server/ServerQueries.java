package io.palebluedot.inventory.server;

import io.palebluedot.inventory.asset.Search;
import io.palebluedot.inventory.asset.Visible;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.lifecycle.ServerState;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.inventory.v1.Health;
import io.palebluedot.proto.inventory.v1.ListServersRequest;
import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Reads servers with their network ports and firmware. */
@ApplicationScoped
public class ServerQueries {

    private static final String FREE_TEXT = "concat_ws(' ', s.name, s.serial, s.model, s.manufacturer, s.hostname,"
            + " s.bmc_address, s.rack, s.labels::text) ilike ?";

    private static final Listing SERVERS = Listing.of(ServerWire.COLUMNS, "server s", "s.id::text")
            .sort("name", "s.name", "text")
            .sort("model", "coalesce(s.model, '')", "text")
            .sort("state", "s.state", "text")
            .sort("rack", "s.rack", "text")
            .sort("created_at", "s.created_at", "timestamptz")
            .sort("updated_at", "s.updated_at", "timestamptz");

    private final Pool pool;

    ServerQueries(Pool pool) {
        this.pool = pool;
    }

    /** A page of what the caller may see; retired servers only when asked for by that state. */
    Uni<Slice<Server>> list(Caller caller, ListServersRequest request) {
        var query = SERVERS.query(request.getPage());
        if (Visible.needsFilter(caller)) {
            query.where(Visible.SERVERS, Visible.projects(caller), Visible.projects(caller));
        }
        query.where("s.state = any(?)", (Object) states(request.getStatus()))
                .whereIf(!request.getModel().isEmpty(), "s.model ilike ?", Search.anywhere(request.getModel()))
                .whereIf(!request.getRack().isEmpty(), "s.rack = ?", request.getRack())
                .whereIf(!request.getQ().isBlank(), FREE_TEXT, Search.anywhere(request.getQ()));
        if (request.getHealth() != Health.HEALTH_UNSPECIFIED) {
            query.where("s.health = ?", Objects.requireNonNullElse(Wire.redfish(request.getHealth()), ""));
        }
        return query.fetch(pool, ServerWire::read)
                .chain(slice -> complete(pool, slice.items()).map(items -> new Slice<>(items, slice.info())));
    }

    Uni<Server> get(UUID id) {
        return get(pool, id);
    }

    Uni<Server> get(SqlClient client, UUID id) {
        return client.preparedQuery("select " + ServerWire.COLUMNS + " from server s where s.id = $1")
                .execute(Tuple.of(id))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        throw Failures.notFound("server", id.toString());
                    }
                    return complete(
                            client, List.of(ServerWire.read(rows.iterator().next())));
                })
                .map(List::getFirst);
    }

    private static Uni<List<Server>> complete(SqlClient client, List<Server.Builder> servers) {
        Map<UUID, Server.Builder> byId = new HashMap<>();
        servers.forEach(server -> byId.put(UUID.fromString(server.getId()), server));
        var ids = Tuple.tuple().addArrayOfUUID(byId.keySet().toArray(UUID[]::new));
        return client.preparedQuery("select * from nic where server_id = any($1) order by server_id, position")
                .execute(ids)
                .invoke(rows ->
                        rows.forEach(row -> of(byId, row.getUUID("server_id")).addNics(ServerWire.nic(row))))
                .chain(() -> client.preparedQuery(
                                "select * from firmware where server_id = any($1) order by server_id, position")
                        .execute(ids))
                .invoke(rows ->
                        rows.forEach(row -> of(byId, row.getUUID("server_id")).addFirmware(ServerWire.firmware(row))))
                .map(done -> servers.stream().map(Server.Builder::build).toList());
    }

    private static Server.Builder of(Map<UUID, Server.Builder> byId, UUID id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** The states that a public status or an exact state means. */
    private static String[] states(String word) {
        var states = Arrays.stream(ServerState.values())
                .filter(state -> word.isEmpty()
                        ? state != ServerState.RETIRED
                        : state.word().equals(word) || (state.status().equals(word) && state != ServerState.RETIRED))
                .map(ServerState::word)
                .toArray(String[]::new);
        if (states.length == 0) {
            throw Failures.invalid("status", "must be discovered, provisioning, ready, error or an exact state");
        }
        return states;
    }
}
