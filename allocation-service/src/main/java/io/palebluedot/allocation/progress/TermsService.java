package io.palebluedot.allocation.progress;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.palebluedot.allocation.ledger.Allocation;
import io.palebluedot.allocation.ledger.AllocationRepository;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changing what an allocation is called and when it ends; never what it holds. */
@ApplicationScoped
public class TermsService {

    private static final String UPDATE =
            "update allocation set purpose = coalesce($2, purpose), labels = coalesce($3::text::jsonb, labels),"
                    + " end_at = coalesce($4, end_at), updated_at = now(), version = version + 1 where id = $1";

    private final AllocationRepository allocations;
    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    TermsService(AllocationRepository allocations, Pool pool) {
        this.allocations = allocations;
        this.pool = pool;
    }

    /** What to change; null leaves it. */
    public record Change(
            @Nullable String purpose,
            @Nullable Map<String, String> labels,
            @Nullable Instant end) {}

    public Uni<Allocation> change(Caller caller, String ref, @Nullable Long expectedVersion, Change change) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.SERVICE);
        return pool.withTransaction(tx -> allocations
                        .lock(tx, caller, ref)
                        .invoke(allocation -> check(allocation, expectedVersion, change))
                        .chain(allocation -> write(tx, allocation, change)))
                .chain(() -> allocations.find(caller, ref));
    }

    private void check(Allocation allocation, @Nullable Long expectedVersion, Change change) {
        if (expectedVersion != null && expectedVersion != allocation.version()) {
            throw Failures.versionConflict("allocation", expectedVersion, allocation.version());
        }
        var end = change.end();
        if (end == null) {
            return;
        }
        if (allocation.state().ended()) {
            throw Failures.illegalMove("allocation", allocation.state().wire(), "extend");
        }
        if (!end.isAfter(clock.instant())) {
            throw Failures.invalid("end", "must be in the future");
        }
        if (allocation.start() != null && !end.isAfter(allocation.start())) {
            throw Failures.invalid("end", "must be after start");
        }
    }

    private static Uni<Void> write(SqlConnection tx, Allocation allocation, Change change) {
        var row = Tuple.tuple()
                .addUUID(allocation.id())
                .addString(change.purpose())
                .addString(labels(change.labels()))
                .addOffsetDateTime(
                        change.end() == null ? null : OffsetDateTime.ofInstant(change.end(), ZoneOffset.UTC));
        return tx.preparedQuery(UPDATE).execute(row).replaceWithVoid();
    }

    private static @Nullable String labels(@Nullable Map<String, String> labels) {
        if (labels == null) {
            return null;
        }
        var json = JsonNodeFactory.instance.objectNode();
        labels.forEach(json::put);
        return json.toString();
    }
}
