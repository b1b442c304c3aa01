package io.palebluedot.hardware.server;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.credential.Envelope;
import io.palebluedot.hardware.credential.Sealed;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Rows of servers; passwords are sealed on the way in and opened on the way out. */
@ApplicationScoped
public class ServerRepository {

    private static final String CLAIM_POLLS = """
            with mine as (
                select server_id from server
                where poll_owner = $1 or poll_until < now()
                order by (poll_owner = $1) desc nulls last, poll_until
                limit $3 for update skip locked
            )
            update server s set poll_owner = $1, poll_until = now() + make_interval(secs => $2)
            from mine where s.server_id = mine.server_id returning s.*
            """;

    private final Pool pool;
    private final Envelope envelope;

    ServerRepository(Pool pool, Envelope envelope) {
        this.pool = pool;
        this.envelope = envelope;
    }

    /** The server; fails with NOT_FOUND, also for what is no id. */
    public Uni<Server> get(String id) {
        if (!Ids.isId(id)) {
            return Uni.createFrom().failure(Failures.notFound("Server", id));
        }
        return pool.preparedQuery("select * from server where server_id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .map(rows -> first(rows).orElseThrow(() -> Failures.notFound("Server", id)));
    }

    /** The server, if it is known, in whatever transaction. */
    public Uni<Optional<Server>> find(SqlClient client, UUID id) {
        return client.preparedQuery("select * from server where server_id = $1")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    /** The server at an address, in whatever transaction. */
    public Uni<Optional<Server>> at(SqlClient client, HostPort address) {
        return client.preparedQuery("select * from server where address = $1")
                .execute(Tuple.of(address.toString()))
                .map(this::first);
    }

    public Uni<Optional<Server>> at(HostPort address) {
        return at(pool, address);
    }

    private Optional<Server> first(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst().map(this::server);
    }

    /** Takes over the polling of servers that nobody polls, keeps those that {@code owner} polls, for a while. */
    public Uni<List<Server>> claimPolls(String owner, Duration lease, int limit) {
        return pool.preparedQuery(CLAIM_POLLS)
                .execute(Tuple.of(owner, (double) lease.toSeconds(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::server)
                        .toList());
    }

    /** Lets go of all polls, for another owner to take at once. */
    public Uni<Void> releasePolls(String owner) {
        return pool.preparedQuery("update server set poll_owner = null, poll_until = '-infinity' where poll_owner = $1")
                .execute(Tuple.of(owner))
                .replaceWithVoid();
    }

    public Uni<Void> setExporters(String id, String dcgm, String node) {
        return pool.preparedQuery(
                        "update server set dcgm_exporter_url = nullif($2, ''), node_exporter_url = nullif($3, ''),"
                                + " exporters_set = true, updated_at = now() where server_id = $1")
                .execute(Tuple.of(UUID.fromString(id), dcgm, node))
                .replaceWithVoid();
    }

    public Uni<Void> delete(String id) {
        return pool.preparedQuery("delete from server where server_id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .replaceWithVoid();
    }

    private Server server(Row row) {
        var id = row.getUUID("server_id");
        var sealed = new Sealed(row.getString("key_id"), row.get(io.vertx.mutiny.core.buffer.Buffer.class, "secret"));
        var login = new Login(row.getString("username"), envelope.open(id.toString(), sealed));
        var bmc = new Bmc(
                HostPort.parse(row.getString("address"), 0),
                List.of(row.getArrayOfStrings("protocols")),
                PortsColumn.read(row),
                login);
        return new Server(
                id,
                bmc,
                row.getString("manufacturer"),
                row.getString("serial"),
                row.getString("system_uuid"),
                row.getString("host_address"),
                row.getString("dcgm_exporter_url"),
                row.getString("node_exporter_url"),
                row.getBoolean("exporters_set"),
                row.getString("power_state"),
                row.getBoolean("reachable"));
    }
}
