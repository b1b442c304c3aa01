package io.palebluedot.gateway.idempotency;

import org.jspecify.annotations.Nullable;

/** What was answered the first time. */
record StoredAnswer(
        int status,
        String contentType,
        @Nullable String location,
        @Nullable String etag,
        String body) {}
