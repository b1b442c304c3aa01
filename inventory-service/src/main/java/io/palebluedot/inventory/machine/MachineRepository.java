package io.palebluedot.inventory.machine;

import io.palebluedot.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Machines in the database. Loading takes the server's row lock: one writer per machine at a time. */
@ApplicationScoped
public class MachineRepository {

    private static final String NEXT_NAMES =
            "update name_counter set last = last + $2 where kind = $1 returning last - $2";

    /** People may have taken names of this form: they are skipped. */
    private static final String FREE_SERVER_NAME = "update name_counter set last = (select min(n) from"
            + " generate_series(last + 1, last + 100000) n where not exists (select 1 from server where state <> 'retired'"
            + " and name = 'server-' || lpad(n::text, greatest(3, length(n::text)), '0'))) where kind = 'server'"
            + " returning last";

    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    MachineRepository(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The machine under its lock, with its GPUs; null when there is none. */
    public Uni<Machine> load(SqlConnection tx, UUID serverId, String actor) {
        return tx.preparedQuery("select " + ServerRows.COLUMNS + " from server where id = $1 for update")
                .execute(Tuple.of(serverId))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().nullItem()
                        : withGpus(tx, rows.iterator().next(), actor));
    }

    private Uni<Machine> withGpus(SqlConnection tx, Row server, String actor) {
        return tx.preparedQuery("select " + GpuRows.COLUMNS + " from gpu where server_id = $1 order by id for update")
                .execute(Tuple.of(server.getUUID("id")))
                .map(rows -> Machine.stored(
                        ServerRows.read(server),
                        GpuRows.readAll(rows),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor));
    }

    /** GPUs of other servers that have one of these serials, under their locks. */
    public Uni<List<GpuLife>> elsewhere(SqlConnection tx, UUID serverId, List<String> serials) {
        return tx.preparedQuery("select " + GpuRows.COLUMNS
                        + " from gpu where server_id <> $1 and serial = any($2) order by id for update")
                .execute(Tuple.of(serverId).addArrayOfString(serials.toArray(String[]::new)))
                .map(GpuRows::readAll);
    }

    /** The next free names of a kind ({@code gpu}), like {@code gpu-001}, without gaps. */
    public Uni<List<String>> names(SqlConnection tx, String kind, int count) {
        if (count == 0) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(NEXT_NAMES)
                .execute(Tuple.of(kind, (long) count))
                .map(rows -> {
                    long last = rows.iterator().next().getLong(0);
                    var names = new ArrayList<String>(count);
                    for (int i = 1; i <= count; i++) {
                        names.add("%s-%03d".formatted(kind, last + i));
                    }
                    return names;
                });
    }

    /** The next {@code server-001} that no server has. */
    public Uni<String> freeServerName(SqlConnection tx) {
        return tx.query(FREE_SERVER_NAME)
                .execute()
                .map(rows -> "server-%03d".formatted(rows.iterator().next().getLong(0)));
    }

    /** Writes rows, history and events of everything that changed. */
    public Uni<Void> save(SqlConnection tx, Machine machine) {
        return server(tx, machine)
                .chain(() -> gpus(tx, GpuRows.INSERT, machine.newGpus()))
                .chain(() -> gpus(tx, GpuRows.UPDATE, machine.changedGpus()))
                .chain(() -> history(tx, machine))
                .chain(() -> outbox.addAll(tx, pending(machine)));
    }

    private static Uni<RowSet<Row>> server(SqlConnection tx, Machine machine) {
        if (!machine.serverChanged()) {
            return Uni.createFrom().nullItem();
        }
        return tx.preparedQuery(machine.isNew() ? ServerRows.INSERT : ServerRows.UPDATE)
                .execute(ServerRows.write(machine.server()));
    }

    private static Uni<RowSet<Row>> gpus(SqlConnection tx, String sql, List<GpuLife> gpus) {
        if (gpus.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return tx.preparedQuery(sql)
                .executeBatch(gpus.stream().map(GpuRows::write).toList());
    }

    private static Uni<RowSet<Row>> history(SqlConnection tx, Machine machine) {
        var moves = machine.moves();
        return moves.isEmpty()
                ? Uni.createFrom().nullItem()
                : tx.preparedQuery(HistoryRows.INSERT)
                        .execute(HistoryRows.write(moves, machine.actor(), machine.now()));
    }

    private static List<Outbox.Pending> pending(Machine machine) {
        return machine.told().stream()
                .map(told -> new Outbox.Pending(told.subject().toString(), told.data()))
                .toList();
    }
}
