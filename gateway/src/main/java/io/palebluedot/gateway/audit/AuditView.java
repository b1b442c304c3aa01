package io.palebluedot.gateway.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One row of the audit. */
@Schema(name = "AuditRow", description = "One request that asked for a change; secrets are masked")
record AuditView(
        @Schema(description = "Place in the chain, from 1 without gaps")
        long position,

        String id,
        Instant at,
        @Nullable String actorId,
        @Nullable String actorName,
        List<String> roles,
        String method,
        String operation,
        String path,
        @Nullable String object,
        String requestId,
        String address,

        @Schema(description = "HTTP status that was answered")
        int status,

        @Nullable String code,
        @Schema(description = "Milliseconds") long durationMs,

        @JsonRawValue @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @Nullable
        String request,

        @JsonRawValue @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @Nullable
        String before,

        @JsonRawValue @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT) @Nullable
        String after,

        @Schema(description = "SHA-256 of the row before") String prevHash,

        @Schema(description = "SHA-256 of this row and the one before")
        String hash) {

    static AuditView of(AuditRow row) {
        var entry = row.entry();
        return new AuditView(
                row.position(),
                entry.id(),
                entry.at(),
                orNull(entry.actorId()),
                orNull(entry.actorName()),
                entry.roles().isEmpty()
                        ? List.of()
                        : Arrays.asList(entry.roles().split(",")),
                entry.method(),
                entry.operation(),
                entry.path(),
                orNull(entry.objectRef()),
                entry.requestId(),
                entry.address(),
                entry.status(),
                orNull(entry.code()),
                entry.durationMs(),
                orNull(entry.request()),
                orNull(entry.before()),
                orNull(entry.after()),
                row.prevHash(),
                row.hash());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
