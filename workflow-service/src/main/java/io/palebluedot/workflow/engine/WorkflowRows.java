package io.palebluedot.workflow.engine;

import io.palebluedot.workflow.lifecycle.Order;
import io.palebluedot.workflow.lifecycle.Phase;
import io.palebluedot.workflow.lifecycle.Step;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.lifecycle.StepState;
import io.palebluedot.workflow.lifecycle.Workflow;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.lifecycle.WorkflowState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of the tables to workflows and back. */
final class WorkflowRows {

    /** Columns of {@code workflow w}, its steps as one JSON array. */
    static final String COLUMNS = """
            w.id, w.kind, w.state, w.intent, w.server_id, w.allocation_id, w.project_id, w.template, w.template_version,
            w.parameters, w.ssh_keys, w.user_data, w.requested_by, w.facts, w.holds_server, w.closed, w.paused_from, w.paused_at,
            w.error, w.wakes, w.lease_token, w.queued_at, w.started_at, w.finished_at, w.created_at, w.updated_at, w.version,
            (select jsonb_agg(to_jsonb(s) order by s.position) from workflow_step s where s.workflow_id = w.id) as steps
            """;

    private WorkflowRows() {}

    static Workflow workflow(Row row) {
        var state = new Workflow.Row(
                WorkflowState.of(row.getString("state")),
                pausedFrom(row),
                instant(row.getOffsetDateTime("paused_at")),
                row.getBoolean("holds_server"),
                row.getString("error"),
                texts(row.getJsonObject("facts")),
                row.getOffsetDateTime("queued_at").toInstant(),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
        return Workflow.restore(order(row), state, steps(row.getJsonArray("steps")));
    }

    private static Order order(Row row) {
        return new Order(
                row.getUUID("id"),
                WorkflowKind.of(row.getString("kind")).orElseThrow(),
                row.getString("server_id"),
                row.getString("allocation_id"),
                row.getString("project_id"),
                row.getString("template"),
                row.getJsonObject("parameters").getMap(),
                List.of(row.getArrayOfStrings("ssh_keys")),
                row.getString("user_data"),
                row.getString("requested_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static @Nullable WorkflowState pausedFrom(Row row) {
        String word = row.getString("paused_from");
        return word == null ? null : WorkflowState.of(word);
    }

    private static List<Step.Row> steps(@Nullable JsonArray array) {
        var steps = new ArrayList<Step.Row>();
        for (int i = 0; array != null && i < array.size(); i++) {
            steps.add(step(array.getJsonObject(i)));
        }
        return steps;
    }

    private static Step.Row step(JsonObject json) {
        return new Step.Row(
                json.getInteger("position"),
                StepName.of(json.getString("name")),
                Phase.valueOf(json.getString("phase")),
                StepState.of(json.getString("state")),
                json.getInteger("attempt"),
                json.getInteger("tries"),
                json.getInteger("away"),
                json.getString("message"),
                json.getString("waiting_for"),
                time(json, "not_before"),
                time(json, "started_at"),
                time(json, "finished_at"),
                time(json, "deadline"));
    }

    private static @Nullable Instant time(JsonObject json, String field) {
        String text = json.getString(field);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    private static Map<String, String> texts(JsonObject json) {
        var texts = new HashMap<String, String>();
        json.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
        return texts;
    }

    static JsonObject json(Map<String, String> texts) {
        var json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
