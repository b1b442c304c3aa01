package io.palebluedot.allocation.ledger;

import io.palebluedot.allocation.lifecycle.AllocationState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How an allocation is read. */
final class AllocationRows {

    static final String COLUMNS = """
            a.id, a.name, a.project_id, a.user_id, u.name as user_name, a.purpose, a.state, a.gpu_count, a.priority, a.labels, a.template, a.ssh_keys,
            a.user_data, a.request::text as request, a.decision::text as decision, a.start_at, a.end_at, a.lease_seconds, a.workflow_ids, a.reason,
            a.created_at, a.updated_at, a.released_at, a.version,
            (select coalesce(json_agg(json_build_object('gpu_id', g.gpu_id, 'gpu_name', g.gpu_name, 'server_id', g.server_id,
                        'server_name', g.server_name, 'model', g.model, 'state', g.state) order by g.held_at, g.gpu_name), '[]')
               from allocation_gpu g where g.allocation_id = a.id) as gpus,
            (select coalesce(json_agg(json_build_object('server_id', s.server_id, 'server_name', s.server_name, 'deploy', s.deploy,
                        'ready', s.ready_at is not null) order by s.server_name), '[]')
               from allocation_server s where s.allocation_id = a.id) as servers,
            (select coalesce(sum(extract(epoch from coalesce(g.given_up_at, now()) - g.held_at)), 0)::bigint
               from allocation_gpu g where g.allocation_id = a.id) as gpu_seconds""";
    static final String FROM = "allocation a join app_user u on u.id = a.user_id";

    private AllocationRows() {}

    static Allocation read(Row row) {
        return new Allocation(
                row.getUUID("id"),
                row.getString("name"),
                row.getUUID("project_id"),
                row.getUUID("user_id"),
                row.getString("user_name"),
                row.getString("purpose"),
                AllocationState.ofWire(row.getString("state")),
                row.getInteger("gpu_count"),
                Priority.ofRank(row.getShort("priority")),
                labels(row.getJsonObject("labels")),
                row.getString("template"),
                texts(row.getArrayOfStrings("ssh_keys")),
                row.getString("user_data"),
                row.getString("request"),
                row.getString("decision"),
                instant(row, "start_at"),
                instant(row, "end_at"),
                row.getLong("lease_seconds"),
                texts(row.getArrayOfStrings("workflow_ids")),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                instant(row, "released_at"),
                row.getLong("gpu_seconds"),
                row.getLong("version"),
                each(row.getJsonArray("gpus"), AllocationRows::holding),
                each(row.getJsonArray("servers"), AllocationRows::server));
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static Holding holding(JsonObject json) {
        return new Holding(
                json.getString("gpu_id"),
                json.getString("gpu_name"),
                json.getString("server_id"),
                json.getString("server_name"),
                json.getString("model"),
                json.getString("state"));
    }

    private static TouchedServer server(JsonObject json) {
        return new TouchedServer(
                json.getString("server_id"),
                json.getString("server_name"),
                json.getBoolean("deploy"),
                json.getBoolean("ready"));
    }

    private static <T> List<T> each(JsonArray array, Function<JsonObject, T> reader) {
        var items = new ArrayList<T>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(reader.apply(array.getJsonObject(i)));
        }
        return List.copyOf(items);
    }

    private static Map<String, String> labels(JsonObject json) {
        var labels = new TreeMap<String, String>();
        json.forEach(entry -> labels.put(entry.getKey(), String.valueOf(entry.getValue())));
        return labels;
    }

    private static List<String> texts(String @Nullable [] array) {
        return array == null ? List.of() : List.of(array);
    }
}
