package io.palebluedot.inventory.machine;

import io.palebluedot.events.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was last told of servers and their GPUs, with the sequence of the telling: rows and sequences of one snapshot of the database. */
@ApplicationScoped
public class FleetRepository {

    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read, read only";
    private static final String SEQUENCE =
            ", coalesce((select last from outbox_sequence where object_id = %s.id::text), 0) as sequence";
    private static final String SERVERS =
            "select " + ServerRows.COLUMNS + SEQUENCE.formatted("server") + " from server where ";
    private static final String NAMED = SERVERS + "id = any($1) or (name = any($2) and state <> 'retired')"
            + " or id in (select server_id from gpu where gpu.id = any($1) or gpu.name = any($2))";
    private static final String PAGE = SERVERS + "$1::uuid is null or id > $1 order by id limit $2";
    private static final String GPUS =
            "select " + GpuRows.COLUMNS + SEQUENCE.formatted("gpu") + " from gpu where server_id = any($1)";

    private final Pool pool;

    FleetRepository(Pool pool) {
        this.pool = pool;
    }

    /** An object's last event and its sequence. */
    public record Picture(Told told, long sequence) {}

    /** Servers, each before its GPUs. */
    public record Fleet(List<Picture> pictures, @Nullable UUID last) {}

    /** The servers with these ids or names, or of the GPUs with these ids or names. */
    public Uni<Fleet> named(List<String> refs) {
        var ids = refs.stream().filter(Ids::isId).map(UUID::fromString).toArray(UUID[]::new);
        var names = refs.stream().filter(ref -> !Ids.isId(ref)).toArray(String[]::new);
        return fleet(NAMED, Tuple.tuple().addArrayOfUUID(ids).addArrayOfString(names));
    }

    /** The next {@code limit} servers after this one, by id. */
    public Uni<Fleet> page(@Nullable UUID after, int limit) {
        return fleet(PAGE, Tuple.of(after, limit));
    }

    private Uni<Fleet> fleet(String sql, Tuple parameters) {
        return pool.withTransaction(tx -> tx.query(ONE_SNAPSHOT)
                .execute()
                .chain(() -> tx.preparedQuery(sql).execute(parameters))
                .chain(servers -> withGpus(tx, servers)));
    }

    private static Uni<Fleet> withGpus(SqlConnection tx, RowSet<Row> rows) {
        Map<UUID, ServerLife> servers = new HashMap<>();
        var pictures = new ArrayList<Picture>();
        UUID last = null;
        for (Row row : rows) {
            var server = ServerRows.read(row);
            servers.put(server.id(), server);
            pictures.add(new Picture(Pictures.unmoved(server), row.getLong("sequence")));
            last = server.id();
        }
        var reached = last;
        return tx.preparedQuery(GPUS)
                .execute(Tuple.tuple().addArrayOfUUID(servers.keySet().toArray(UUID[]::new)))
                .map(gpus -> {
                    gpus.forEach(row -> pictures.add(picture(servers, row)));
                    return new Fleet(pictures, reached);
                });
    }

    private static Picture picture(Map<UUID, ServerLife> servers, Row row) {
        var gpu = GpuRows.read(row);
        var server = Objects.requireNonNull(servers.get(gpu.serverId()));
        return new Picture(Pictures.unmoved(server, gpu), row.getLong("sequence"));
    }
}
