package io.palebluedot.alert.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.alert.rule.Labels;
import io.palebluedot.events.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts from rows. */
public final class AlertRows {

    public static final String COLUMNS =
            "a.id, a.fingerprint, a.name, a.state, a.severity, a.summary, a.server_id, a.gpu_id, a.allocation_id, a.project_id,"
                    + " a.rule_id, a.labels, a.value, a.threshold, a.incident_id, a.acknowledged_by, a.occurrences,"
                    + " a.started_at, a.fired_at, a.resolved_at, a.told, a.source, a.version,"
                    + " (select coalesce(json_agg(json_build_object('author', c.author, 'text', c.text, 'at', c.at)"
                    + " order by c.place), '[]')::text from alert_comment c where c.alert_id = a.id) as comments";

    private static final TypeReference<List<Comment>> COMMENTS = new TypeReference<>() {};

    private AlertRows() {}

    public static Alert from(Row row) {
        return new Alert(
                row.getUUID("id"),
                row.getString("fingerprint"),
                row.getString("name"),
                AlertState.ofWire(row.getString("state")),
                Severity.ofWire(row.getString("severity")),
                row.getString("summary"),
                row.getString("server_id"),
                row.getString("gpu_id"),
                row.getString("allocation_id"),
                row.getString("project_id"),
                row.getUUID("rule_id"),
                Labels.read(row.getString("labels")),
                row.getDouble("value"),
                row.getDouble("threshold"),
                row.getUUID("incident_id"),
                row.getString("acknowledged_by"),
                row.getInteger("occurrences"),
                row.getOffsetDateTime("started_at").toInstant(),
                instant(row, "fired_at"),
                instant(row, "resolved_at"),
                row.getBoolean("told"),
                row.getString("source"),
                row.getLong("version"),
                comments(row.getString("comments")));
    }

    private static @Nullable Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static List<Comment> comments(String json) {
        try {
            return EventJson.mapper().readValue(json, COMMENTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("comments cannot be read", e);
        }
    }
}
