package io.palebluedot.alert.incident;

import io.palebluedot.alert.correlation.AlertFact;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.alert.rule.Labels;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts and their topology, as correlation wants them. */
@ApplicationScoped
class FactRepository {

    /** A fact with the incident that its alert is in already. */
    record Known(AlertFact fact, boolean open, @Nullable UUID incidentId) {}

    private static final String RECENT = """
            select a.id, a.name, a.severity, a.summary, a.started_at, a.server_id, a.gpu_id, a.labels, a.state, i.id as incident_id,
                   coalesce(g.rack, s.rack) as rack, g.nvlink_domain, s.in_band_at
            from alert a left join asset_gpu g on g.gpu_id = a.gpu_id left join asset_server s on s.server_id = a.server_id
                 left join incident i on i.id = a.incident_id and i.state in ('firing', 'acknowledged')
            where a.state <> 'pending' and a.fired_at > now() - make_interval(secs => $1)
            order by a.started_at, a.id limit 5000""";
    private static final String CHANGED = "select exists (select 1 from alert where changed_at > $1)";
    private static final Duration IN_BAND_FRESH = Duration.ofSeconds(90);

    private final Pool pool;

    FactRepository(Pool pool) {
        this.pool = pool;
    }

    /** Did any alert change after that time? */
    Uni<Boolean> changedSince(Instant time) {
        return pool.preparedQuery(CHANGED)
                .execute(Tuple.of(time.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Alerts that fired within the given time, the oldest first; those that never fired are no fact. */
    Uni<List<Known>> recent(SqlClient client, Duration within) {
        return client.preparedQuery(RECENT)
                .execute(Tuple.of((double) within.toSeconds()))
                .map(rows -> {
                    List<Known> known = new ArrayList<>();
                    for (Row row : rows) {
                        known.add(new Known(
                                fact(row), !row.getString("state").equals("resolved"), row.getUUID("incident_id")));
                    }
                    return known;
                });
    }

    private static AlertFact fact(Row row) {
        var labels = Labels.read(row.getString("labels"));
        return new AlertFact(
                row.getUUID("id").toString(),
                row.getString("name"),
                Severity.ofWire(row.getString("severity")),
                row.getString("summary"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("server_id"),
                row.getString("gpu_id"),
                first(row.getString("rack"), labels, "rack"),
                first(row.getString("nvlink_domain"), labels, "nvlink_domain"),
                first(labels.get("feed"), labels, "pdu"),
                xid(labels),
                inBand(row.getString("server_id"), row.getOffsetDateTime("in_band_at")));
    }

    private static @Nullable String first(@Nullable String known, Map<String, String> labels, String label) {
        return known == null ? labels.get(label) : known;
    }

    private static @Nullable Integer xid(Map<String, String> labels) {
        var code = Objects.toString(labels.get("xid"), "");
        return code.matches("\\d{1,6}") ? Integer.valueOf(code) : null;
    }

    private static @Nullable Boolean inBand(@Nullable String serverId, @Nullable OffsetDateTime at) {
        if (serverId == null || at == null) {
            return null;
        }
        return at.toInstant().isAfter(Instant.now().minus(IN_BAND_FRESH));
    }
}
