package io.palebluedot.hardware.operation;

import io.palebluedot.hardware.driver.Attempt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between rows and operations. */
final class OperationRow {

    /** All that {@link #read} needs; secrets stay in the table. */
    static final String COLUMNS = """
            o.id, o.kind, o.state, o.server_id, o.gpu_id, o.progress, o.parameters, o.result, o.checkpoint, o.attempts, o.error_code,
            o.error, o.requested_by, o.runs, o.lease_token, o.created_at, o.started_at, o.finished_at, o.deadline, o.version\
            """;

    private OperationRow() {}

    static Operation read(Row row) {
        Long token = row.getLong("lease_token");
        return new Operation(
                row.getUUID("id"),
                OperationKind.of(row.getString("kind")).orElseThrow(),
                OperationState.of(row.getString("state")),
                row.getUUID("server_id"),
                row.getString("gpu_id"),
                row.getInteger("progress"),
                map(row, "parameters"),
                row.getValue("result") == null ? null : map(row, "result"),
                map(row, "checkpoint"),
                attempts(row),
                row.getString("error_code"),
                row.getString("error"),
                row.getString("requested_by"),
                row.getInteger("runs"),
                token == null ? 0 : token,
                time(row.getOffsetDateTime("created_at")),
                timeOrNull(row.getOffsetDateTime("started_at")),
                timeOrNull(row.getOffsetDateTime("finished_at")),
                time(row.getOffsetDateTime("deadline")),
                row.getLong("version"));
    }

    private static Map<String, Object> map(Row row, String column) {
        return row.getJsonObject(column).getMap();
    }

    private static Instant time(OffsetDateTime at) {
        return at.toInstant();
    }

    private static @Nullable Instant timeOrNull(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static List<Attempt> attempts(Row row) {
        var list = new ArrayList<Attempt>();
        for (Object item : row.getJsonArray("attempts")) {
            if (item instanceof JsonObject json) {
                list.add(new Attempt(
                        json.getString("driver"),
                        json.getBoolean("answered"),
                        json.getString("error"),
                        Instant.parse(json.getString("at"))));
            }
        }
        return list;
    }

    static JsonArray json(List<Attempt> attempts) {
        var array = new JsonArray();
        for (var attempt : attempts) {
            array.add(new JsonObject()
                    .put("driver", attempt.driver())
                    .put("answered", attempt.answered())
                    .put("error", attempt.error())
                    .put("at", attempt.at().toString()));
        }
        return array;
    }
}
