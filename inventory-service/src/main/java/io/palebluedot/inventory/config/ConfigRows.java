package io.palebluedot.inventory.config;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Rows of {@code config} and {@code config_version}. */
final class ConfigRows {

    private ConfigRows() {}

    static Version version(Row row) {
        return new Version(
                row.getUUID("object_id"),
                row.getInteger("version"),
                row.getUUID("id"),
                row.getJsonObject("content"),
                row.getJsonObject("diff"),
                row.getString("author"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                ApplyState.ofWord(row.getString("apply_state")),
                row.getString("apply_error"),
                row.getString("operation_id"),
                instant(row.getOffsetDateTime("applied_at")));
    }

    static Head head(Row row) {
        @Nullable JsonObject observed = row.getJsonObject("observed");
        return new Head(
                row.getUUID("object_id"),
                row.getString("kind"),
                row.getInteger("last_version"),
                row.getInteger("applied_version"),
                observed,
                instant(row.getOffsetDateTime("observed_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
