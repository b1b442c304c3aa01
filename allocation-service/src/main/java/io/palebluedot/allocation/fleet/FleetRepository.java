package io.palebluedot.allocation.fleet;

import io.palebluedot.allocation.planner.GpuFacts;
import io.palebluedot.allocation.planner.ServerFacts;
import io.palebluedot.events.GpuEvent.GpuStatusChanged;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.ServerEvent.ServerStateChanged;
import io.palebluedot.proto.inventory.v1.GetFleetResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of servers and GPUs. */
@ApplicationScoped
public class FleetRepository {

    private static final String GPU_TOLD =
            "select gpu_told($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    private static final String SERVER_TOLD = "select server_told($1, $2, $3, $4, $5, $6, $7, $8)";
    /** An offer that was asked for never counts as the confirmation that a held GPU waits for: that one must come as an event. */
    private static final String GPU_SEEN =
            GPU_TOLD + " where not exists (select 1 from gpu where id = $1 and not confirmed and $15)";

    private static final String NOW_RUNNING = "select pg_snapshot_xmin(pg_current_snapshot())::text";
    private static final String SERVERS = "select * from servers_changed($1::text::xid8)";
    private static final String GPUS = "select * from gpus_changed($1::text::xid8)";
    private static final String BROKEN_HOLDERS =
            "select distinct g.held_by from gpu g where g.id = any($1)" + " and g.held_by is not null";
    private static final String DEGRADED = "select id from allocation where state = 'degraded' order by id limit 200";
    private static final String CONFIRM_GPUS =
            "update gpu set confirmed = true, changed = pg_current_xact_id() where not confirmed and held_by is null"
                    + " and told_allocatable and given_back_at < now() - make_interval(secs => $1)";
    private static final String OPEN_SERVERS =
            "update server set closed_at = null, changed = pg_current_xact_id() where state = 'available'"
                    + " and closed_at < now() - make_interval(secs => $1)";

    private final Pool pool;

    FleetRepository(Pool pool) {
        this.pool = pool;
    }

    /** What changed since a look, and the mark for the next one. */
    public record Changes(String mark, List<ServerFacts> servers, List<GpuFacts> gpus) {}

    /** Takes GPU events in; one that is older than what is known changes nothing. */
    public Uni<Void> gpusTold(SqlConnection tx, List<PbdEvent> events) {
        var rows = new ArrayList<Tuple>();
        for (PbdEvent event : events) {
            if (event.data() instanceof GpuStatusChanged gpu) {
                rows.add(ToldRows.gpu(event.subject(), event.sequence(), gpu));
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(GPU_TOLD).executeBatch(rows).replaceWithVoid();
    }

    /** As {@link #gpusTold}, for servers. */
    public Uni<Void> serversTold(SqlConnection tx, List<PbdEvent> events) {
        var rows = new ArrayList<Tuple>();
        for (PbdEvent event : events) {
            if (event.data() instanceof ServerStateChanged server) {
                rows.add(ToldRows.server(event.subject(), event.sequence(), server));
            }
        }
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(SERVER_TOLD).executeBatch(rows).replaceWithVoid();
    }

    /** Takes a picture in that was asked for; true when any of it was news. */
    public Uni<Boolean> seen(GetFleetResponse fleet) {
        return pool.withTransaction(tx -> news(
                        tx,
                        SERVER_TOLD,
                        fleet.getServersList().stream().map(ToldRows::server).toList())
                .chain(servers -> news(
                                tx,
                                GPU_SEEN,
                                fleet.getGpusList().stream().map(ToldRows::gpu).toList())
                        .map(gpus -> servers || gpus)));
    }

    private static Uni<Boolean> news(SqlConnection tx, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().item(false)
                : tx.preparedQuery(sql).executeBatch(rows).map(FleetRepository::anyTrue);
    }

    private static boolean anyTrue(RowSet<Row> results) {
        for (var each = results; each != null; each = each.next()) {
            for (Row row : each) {
                if (Boolean.TRUE.equals(row.getBoolean(0))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Everything written by transactions that were not over at {@code mark}; "0" reads everything. */
    public Uni<Changes> changesSince(String mark) {
        // The mark is taken first: what commits in between is read twice rather than never.
        return pool.withConnection(connection -> connection
                .query(NOW_RUNNING)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .chain(next -> changes(connection, mark, next)));
    }

    private static Uni<Changes> changes(SqlConnection connection, String mark, String next) {
        var servers = connection.preparedQuery(SERVERS).execute(Tuple.of(mark));
        var gpus = connection.preparedQuery(GPUS).execute(Tuple.of(mark));
        return Uni.combine()
                .all()
                .unis(servers, gpus)
                .asTuple()
                .map(both -> new Changes(next, servers(both.getItem1()), gpus(both.getItem2())));
    }

    /** Allocations that hold any of these GPUs. */
    public Uni<List<UUID>> holders(List<String> gpuIds) {
        return pool.preparedQuery(BROKEN_HOLDERS)
                .execute(Tuple.tuple().addArrayOfString(gpuIds.toArray(String[]::new)))
                .map(FleetRepository::ids);
    }

    /** Allocations that wait for a spare GPU. */
    public Uni<List<UUID>> degraded() {
        return pool.query(DEGRADED).execute().map(FleetRepository::ids);
    }

    /** Inventory's word counts again after a while, even where the confirmation that was waited for never came. */
    public Uni<Integer> stopWaiting(Duration deadline) {
        var seconds = Tuple.of((double) deadline.toSeconds());
        return pool.preparedQuery(CONFIRM_GPUS)
                .execute(seconds)
                .chain(gpus -> pool.preparedQuery(OPEN_SERVERS)
                        .execute(seconds)
                        .map(servers -> gpus.rowCount() + servers.rowCount()));
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        var ids = new ArrayList<UUID>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static List<ServerFacts> servers(RowSet<Row> rows) {
        var facts = new ArrayList<ServerFacts>();
        rows.forEach(row -> facts.add(FleetRows.server(row)));
        return facts;
    }

    private static List<GpuFacts> gpus(RowSet<Row> rows) {
        var facts = new ArrayList<GpuFacts>();
        rows.forEach(row -> facts.add(FleetRows.gpu(row)));
        return facts;
    }

    static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
