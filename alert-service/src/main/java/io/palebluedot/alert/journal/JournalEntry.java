package io.palebluedot.alert.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event as the journal keeps it; {@code dataJson} is its data as JSON. */
public record JournalEntry(
        long position,
        UUID id,
        String source,
        String type,
        String name,
        String subject,
        Instant occurredAt,
        long sequence,
        @Nullable String traceparent,
        @Nullable String projectId,
        String dataJson) {}
