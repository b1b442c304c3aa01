package io.palebluedot.allocation.apitoken;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token without its secret, which only its owner ever had. */
public record ApiToken(
        UUID id,
        String name,
        UUID userId,
        List<String> scopes,
        Instant expiresAt,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /** A new token, with the secret that is told once. */
    public record Created(ApiToken token, String secret) {}
}
