package io.palebluedot.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * An entry in its place in the chain.
 *
 * @param hash SHA-256 over the previous hash, the position and every column, as a JSON array
 */
record AuditRow(long position, AuditEntry entry, String prevHash, String hash) {

    static final String COLUMNS = "position, id, at, actor_id, actor_name, roles, method, operation, path, object_ref,"
            + " request_id, address, status, code, duration_ms, request, before, after, prev_hash, hash";

    /** Hash before the first row. */
    static final String GENESIS = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();

    static AuditRow following(long lastPosition, String lastHash, AuditEntry entry) {
        long position = lastPosition + 1;
        return new AuditRow(position, entry, lastHash, hash(position, lastHash, entry));
    }

    static String hash(long position, String prevHash, AuditEntry e) {
        var values = List.of(
                prevHash,
                position,
                e.id(),
                e.at().toString(),
                e.actorId(),
                e.actorName(),
                e.roles(),
                e.method(),
                e.operation(),
                e.path(),
                e.objectRef(),
                e.requestId(),
                e.address(),
                e.status(),
                e.code(),
                e.durationMs(),
                e.request(),
                e.before(),
                e.after());
        try {
            byte[] text = JSON.writeValueAsString(values).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static AuditRow from(Row row) {
        var entry = new AuditEntry(
                row.getUUID("id").toString(),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("roles"),
                row.getString("method"),
                row.getString("operation"),
                row.getString("path"),
                row.getString("object_ref"),
                row.getUUID("request_id").toString(),
                row.getString("address"),
                row.getInteger("status"),
                row.getString("code"),
                row.getLong("duration_ms"),
                row.getString("request"),
                row.getString("before"),
                row.getString("after"));
        return new AuditRow(row.getLong("position"), entry, row.getString("prev_hash"), row.getString("hash"));
    }

    Tuple tuple() {
        return Tuple.from(List.of(
                position,
                UUID.fromString(entry.id()),
                entry.at().atOffset(ZoneOffset.UTC),
                entry.actorId(),
                entry.actorName(),
                entry.roles(),
                entry.method(),
                entry.operation(),
                entry.path(),
                entry.objectRef(),
                UUID.fromString(entry.requestId()),
                entry.address(),
                entry.status(),
                entry.code(),
                entry.durationMs(),
                entry.request(),
                entry.before(),
                entry.after(),
                prevHash,
                hash));
    }
}
