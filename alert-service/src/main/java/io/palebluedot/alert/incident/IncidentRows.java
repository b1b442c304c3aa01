package io.palebluedot.alert.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.palebluedot.alert.correlation.Evidence;
import io.palebluedot.alert.lifecycle.IncidentState;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.events.EventJson;
import io.palebluedot.rpc.Caller;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** Incidents from rows. */
final class IncidentRows {

    static final String COLUMNS =
            "i.id, i.state, i.severity, i.title, i.template, i.root_cause_alert_id, i.root_cause, i.recommended_action, i.score,"
                    + " i.evidence, i.server_id, i.started_at, i.updated_at, i.resolved_at,"
                    + " (select coalesce(array_agg(a.id::text order by a.started_at, a.id), '{}') from alert a"
                    + " where a.incident_id = i.id) as alert_ids,"
                    + " (select coalesce(array_agg(coalesce(a.project_id, '') order by a.started_at, a.id), '{}')"
                    + " from alert a where a.incident_id = i.id) as projects";

    private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};

    private IncidentRows() {}

    /** The incident as the caller may see it; the row has {@code alert_ids} and, in the same order, {@code projects}. */
    static Incident from(Caller caller, Row row) {
        var resolvedAt = row.getOffsetDateTime("resolved_at");
        return new Incident(
                row.getUUID("id"),
                IncidentState.ofWire(row.getString("state")),
                Severity.ofWire(row.getString("severity")),
                row.getString("title"),
                row.getString("template"),
                row.getUUID("root_cause_alert_id"),
                row.getString("root_cause"),
                row.getString("recommended_action"),
                row.getDouble("score"),
                evidence(row.getString("evidence")),
                row.getString("server_id"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                resolvedAt == null ? null : resolvedAt.toInstant(),
                visible(caller, row.getArrayOfStrings("alert_ids"), row.getArrayOfStrings("projects")));
    }

    private static List<String> visible(Caller caller, String[] alertIds, String[] projects) {
        var visible = new ArrayList<String>();
        for (int i = 0; i < alertIds.length; i++) {
            if (caller.seesAllProjects() || caller.projects().contains(projects[i])) {
                visible.add(alertIds[i]);
            }
        }
        return visible;
    }

    static String write(List<Evidence> evidence) {
        try {
            return EventJson.mapper().writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Evidence> evidence(String json) {
        try {
            return EventJson.mapper().readValue(json, EVIDENCE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence cannot be read", e);
        }
    }
}
