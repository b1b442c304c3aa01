package io.palebluedot.alert.rule;

import io.palebluedot.alert.condition.Rule;
import io.palebluedot.events.Ids;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads rules; those that are enabled are read again every two seconds, so that a change by another replica is soon seen. */
@ApplicationScoped
public class RuleBook {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String ENABLED = "select " + RuleRows.COLUMNS + " from rule r where r.enabled order by r.id";
    private static final String BY_ID = "select " + RuleRows.COLUMNS + " from rule r where r.id = $1";
    private static final String BY_NAME = "select " + RuleRows.COLUMNS + " from rule r where r.name = $1";
    private static final Listing LISTING = Listing.of(RuleRows.COLUMNS, "rule r", "r.id::text")
            .sort("name", "r.name", "text")
            .sort("created_at", "r.created_at", "timestamptz")
            .sort("updated_at", "r.updated_at", "timestamptz");

    private record Read(Instant at, List<Rule> rules) {}

    private final Pool pool;
    private volatile Read last = new Read(Instant.EPOCH, List.of());

    RuleBook(Pool pool) {
        this.pool = pool;
    }

    /** All rules that are enabled, at most two seconds old. */
    public Uni<List<Rule>> enabled() {
        var read = last;
        if (read.at().plus(FRESH).isAfter(Instant.now())) {
            return Uni.createFrom().item(read.rules());
        }
        return pool.preparedQuery(ENABLED).execute().map(rows -> {
            List<Rule> rules = new ArrayList<>();
            for (Row row : rows) {
                rules.add(RuleRows.from(row).rule());
            }
            last = new Read(Instant.now(), List.copyOf(rules));
            return last.rules();
        });
    }

    /** The event rule of that name when it is enabled. */
    public Uni<Optional<Rule>> event(String name) {
        return enabled()
                .map(rules -> rules.stream()
                        .filter(r -> r.event() && r.name().equals(name))
                        .findFirst());
    }

    public Uni<Slice<StoredRule>> list(PageRequest page) {
        return LISTING.query(page).fetch(pool, RuleRows::from);
    }

    /** The rule of that id or name; NOT_FOUND when there is none. */
    public Uni<StoredRule> get(String ref) {
        var found = Ids.isId(ref)
                ? pool.preparedQuery(BY_ID).execute(Tuple.of(UUID.fromString(ref)))
                : pool.preparedQuery(BY_NAME).execute(Tuple.of(ref));
        return found.map(rows -> {
            if (rows.size() == 0) {
                throw Failures.notFound("Rule", ref);
            }
            return RuleRows.from(rows.iterator().next());
        });
    }

    void forget() {
        last = new Read(Instant.EPOCH, List.of());
    }
}
