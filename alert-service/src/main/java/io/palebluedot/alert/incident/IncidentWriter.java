package io.palebluedot.alert.incident;

import io.palebluedot.alert.correlation.AlertFact;
import io.palebluedot.alert.correlation.Group;
import io.palebluedot.alert.lifecycle.IncidentLifecycle;
import io.palebluedot.alert.lifecycle.IncidentState;
import io.palebluedot.alert.lifecycle.IncidentTrigger;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.events.AlertEvent;
import io.palebluedot.events.Ids;
import io.palebluedot.events.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one writer of incidents: every move is state, history row and event in the caller's transaction. */
@ApplicationScoped
class IncidentWriter {

    private static final String INSERT = """
            insert into incident (id, state, severity, title, template, root_cause_alert_id, root_cause, recommended_action, score,
                                  evidence, server_id, started_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";
    private static final String UPDATE = """
            update incident set severity = $2, title = $3, template = $4, root_cause_alert_id = $5, root_cause = $6,
                recommended_action = $7, score = $8, evidence = $9, server_id = $10, updated_at = clock_timestamp()
            where id = $1 and ($4::text is not null or template is null)
              and (score < $8 or $11 or (template is null and $4::text is not null))""";
    private static final String JOIN =
            "update alert set incident_id = $1 where id = any($2) and incident_id is distinct from $1"
                    + " and (incident_id is null or state <> 'resolved')";
    private static final String OLDEST_FIRST =
            "select id from incident where id = any($1) order by started_at, id for update";
    private static final String TAKE_OVER = "update alert set incident_id = $1 where incident_id = $2";
    private static final String MOVE = """
            update incident set state = $2, updated_at = clock_timestamp(), merged_into = $3,
                resolved_at = case when $2 = 'resolved' then now() end
            where id = $1""";
    private static final String HISTORY =
            "insert into incident_history (incident_id, from_state, to_state, cause) values ($1, $2, $3, $4)";
    private static final String COUNTS = """
            select i.id, i.state, i.title, count(a.id) filter (where a.state <> 'resolved') as lasting,
                   count(a.id) filter (where a.state in ('firing', 'suppressed')) as unacknowledged
            from incident i left join alert a on a.incident_id = i.id
            where i.state in ('firing', 'acknowledged') group by i.id, i.state, i.title order by i.id""";

    private final Outbox outbox;

    IncidentWriter(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> open(SqlConnection tx, Group group) {
        var id = Ids.newUuid();
        var state = IncidentLifecycle.next(null, IncidentTrigger.CORRELATED).orElseThrow();
        var row = describe(Tuple.tuple().addUUID(id).addString(state.wire()), group)
                .addOffsetDateTime(group.alerts().stream()
                        .map(AlertFact::startedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .atOffset(ZoneOffset.UTC));
        var event = new AlertEvent.IncidentOpened(
                group.title(), group.template(), group.root().id(), group.score(), ids(group));
        return tx.preparedQuery(INSERT)
                .execute(row)
                .chain(() -> join(tx, id, group))
                .chain(() -> history(tx, id, null, state, group.rootCause()))
                .chain(() -> outbox.add(tx, id.toString(), event));
    }

    /** Adds the group to the oldest of the incidents that its alerts are in; the others are merged into that one. */
    Uni<Void> extend(SqlConnection tx, Group group, List<UUID> incidentIds) {
        return tx.preparedQuery(OLDEST_FIRST)
                .execute(Tuple.tuple().addArrayOfUUID(incidentIds.toArray(UUID[]::new)))
                .chain(rows -> {
                    var ids = new ArrayList<UUID>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    var oldest = ids.removeFirst();
                    return join(tx, oldest, group)
                            .chain(joined -> mergeAll(tx, ids, oldest).chain(() -> refresh(tx, oldest, group, joined)));
                });
    }

    private Uni<Void> refresh(SqlConnection tx, UUID id, Group group, boolean joined) {
        var event = new AlertEvent.IncidentUpdated(group.title(), group.root().id(), group.score(), ids(group));
        return tx.preparedQuery(UPDATE)
                .execute(describe(Tuple.tuple().addUUID(id), group).addBoolean(joined))
                .chain(rows -> rows.rowCount() == 1 || joined
                        ? outbox.add(tx, id.toString(), event)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> mergeAll(SqlConnection tx, List<UUID> others, UUID into) {
        return Multi.createFrom()
                .iterable(others)
                .onItem()
                .transformToUniAndConcatenate(other -> tx.preparedQuery(TAKE_OVER)
                        .execute(Tuple.of(into, other))
                        .chain(() -> tx.preparedQuery("select state from incident where id = $1")
                                .execute(Tuple.of(other)))
                        .map(rows -> IncidentState.ofWire(rows.iterator().next().getString(0)))
                        .chain(from -> move(tx, other, from, IncidentTrigger.SAME_CAUSE_AS_OLDER, into)))
                .onItem()
                .ignoreAsUni();
    }

    /** Lets incidents follow the states of their alerts. */
    Uni<Void> follow(SqlConnection tx) {
        return tx.query(COUNTS)
                .execute()
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> follow(tx, row))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> follow(SqlConnection tx, Row row) {
        var id = row.getUUID("id");
        var state = IncidentState.ofWire(row.getString("state"));
        if (row.getLong("lasting") == 0) {
            return move(tx, id, state, IncidentTrigger.ALL_RESOLVED, null)
                    .chain(() ->
                            outbox.add(tx, id.toString(), new AlertEvent.IncidentResolved(row.getString("title"))));
        }
        boolean acknowledged = row.getLong("unacknowledged") == 0;
        if (acknowledged && state == IncidentState.FIRING) {
            return move(tx, id, state, IncidentTrigger.ALL_ACKNOWLEDGED, null);
        }
        if (!acknowledged && state == IncidentState.ACKNOWLEDGED) {
            return move(tx, id, state, IncidentTrigger.UNACKNOWLEDGED_ALERT, null);
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> move(
            SqlConnection tx, UUID id, IncidentState from, IncidentTrigger trigger, @Nullable UUID mergedInto) {
        var to = IncidentLifecycle.next(from, trigger).orElseThrow();
        return tx.preparedQuery(MOVE)
                .execute(Tuple.of(id, to.wire(), mergedInto))
                .chain(() -> history(tx, id, from, to, trigger.wire()));
    }

    private static Uni<Boolean> join(SqlConnection tx, UUID id, Group group) {
        var alertIds = ids(group).stream().map(UUID::fromString).toArray(UUID[]::new);
        return tx.preparedQuery(JOIN)
                .execute(Tuple.tuple().addUUID(id).addArrayOfUUID(alertIds))
                .map(rows -> rows.rowCount() > 0);
    }

    private static Uni<Void> history(
            SqlConnection tx, UUID id, @Nullable IncidentState from, IncidentState to, String cause) {
        return tx.preparedQuery(HISTORY)
                .execute(Tuple.of(id, from == null ? null : from.wire(), to.wire(), cause))
                .replaceWithVoid();
    }

    private static Tuple describe(Tuple row, Group group) {
        return row.addString(severity(group).wire())
                .addString(group.title())
                .addString(group.template())
                .addUUID(UUID.fromString(group.root().id()))
                .addString(group.rootCause())
                .addString(group.action())
                .addDouble(group.score())
                .addString(IncidentRows.write(group.evidence()))
                .addString(group.root().serverId());
    }

    private static Severity severity(Group group) {
        return group.alerts().stream()
                .map(AlertFact::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<String> ids(Group group) {
        return group.alerts().stream().map(AlertFact::id).toList();
    }
}
