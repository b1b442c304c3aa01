package io.palebluedot.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event with its envelope (CloudEvents 1.0).
 *
 * @param id UUIDv7, the identity under which consumers apply it once
 * @param subject id of the object it is about
 * @param sequence from 1, gap-free per source and subject
 */
public record PbdEvent(
        UUID id,
        String source,
        String subject,
        long sequence,
        Instant time,
        @Nullable String traceparent,
        EventData data) {}
