package io.palebluedot.hardware.credential;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Wraps again, with the key that seals now, whatever an older key sealed, so that the older one can be dropped as soon as {@code pbd.credentials.old.key} is
 * 0. Secrets stay sealed in it, and a password that changes meanwhile stays as changed.
 */
@ApplicationScoped
class KeyRotation {

    private record Table(String name, String id) {}

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int BATCH = 500;
    private static final List<Table> TABLES = List.of(
            new Table("credential", "id"),
            new Table("server", "server_id"),
            new Table("switch", "id"),
            new Table("operation", "id"));

    private final CredentialKeys keys;
    private final Envelope envelope;
    private final Pool pool;
    private final AtomicLong left = new AtomicLong();

    KeyRotation(CredentialKeys keys, Envelope envelope, Pool pool, MeterRegistry meters) {
        this.keys = keys;
        this.envelope = envelope;
        this.pool = pool;
        meters.gauge("pbd.credentials.old.key", left);
    }

    @Scheduled(
            every = "${pbd.hardware.credential-refresh}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        keys.refresh();
        return rotate().replaceWithVoid();
    }

    /** Answers how many secrets still need another key than the current one: those whose key is not known any more. */
    Uni<Long> rotate() {
        return Multi.createFrom()
                .iterable(TABLES)
                .onItem()
                .transformToUniAndConcatenate(table -> rotate(table, new UUID(0, 0), 0))
                .collect()
                .with(java.util.stream.Collectors.summingLong(Long::longValue))
                .invoke(left::set);
    }

    private Uni<Long> rotate(Table table, UUID after, long lost) {
        return pool.preparedQuery("select " + table.id() + " as id, key_id, secret from " + table.name()
                        + " where key_id <> $1 and secret is not null and " + table.id() + " > $2 order by "
                        + table.id()
                        + " limit " + BATCH)
                .execute(Tuple.of(keys.ring().current(), after))
                .onItem()
                .transformToUni(rows -> {
                    var changes = new ArrayList<Tuple>();
                    long unknown = 0;
                    UUID last = after;
                    for (var row : rows) {
                        last = row.getUUID("id");
                        var change = change(row);
                        if (change == null) {
                            unknown++;
                        } else {
                            changes.add(change);
                        }
                    }
                    UUID next = last;
                    long sofar = lost + unknown;
                    if (rows.size() == 0) {
                        return Uni.createFrom().item(sofar);
                    }
                    return write(table, changes).chain(() -> rotate(table, next, sofar));
                });
    }

    /** Null when the key that sealed it is not there. */
    private @org.jspecify.annotations.Nullable Tuple change(Row row) {
        var old = new Sealed(row.getString("key_id"), row.getBuffer("secret"));
        String id = row.getUUID("id").toString();
        try {
            var now = envelope.rewrap(id, old);
            return Tuple.of(
                    row.getUUID("id"),
                    old.keyId(),
                    old.secret().getDelegate(),
                    now.keyId(),
                    now.secret().getDelegate());
        } catch (IllegalStateException e) {
            LOG.errorf("secret of %s cannot be wrapped again: %s", id, e.getMessage());
            return null;
        }
    }

    private Uni<Void> write(Table table, List<Tuple> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery("update " + table.name() + " set key_id = $4, secret = $5 where " + table.id()
                                + " = $1 and key_id = $2 and secret = $3")
                        .executeBatch(changes)
                        .invoke(() -> LOG.infof("wrapped %d secrets of %s again", changes.size(), table.name()))
                        .replaceWithVoid();
    }
}
