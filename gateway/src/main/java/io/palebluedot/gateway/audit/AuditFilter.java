package io.palebluedot.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which rows are wanted; empty and null mean any. */
record AuditFilter(
        String user,
        String operation,
        String object,
        String requestId,
        @Nullable Instant from,
        @Nullable Instant to) {}
