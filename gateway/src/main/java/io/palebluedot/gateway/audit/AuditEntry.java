package io.palebluedot.gateway.audit;

import java.time.Instant;

/**
 * Who asked for what, and what came of it. Texts are empty rather than null, so that each entry has one spelling to hash.
 *
 * @param at to the microsecond, as the database keeps it
 * @param status HTTP status that was answered
 * @param code problem code; empty for a success
 * @param request body with secrets masked, JSON
 * @param before the object as it was, JSON, where the route knows
 * @param after what was answered, JSON
 */
record AuditEntry(
        String id,
        Instant at,
        String actorId,
        String actorName,
        String roles,
        String method,
        String operation,
        String path,
        String objectRef,
        String requestId,
        String address,
        int status,
        String code,
        long durationMs,
        String request,
        String before,
        String after) {}
