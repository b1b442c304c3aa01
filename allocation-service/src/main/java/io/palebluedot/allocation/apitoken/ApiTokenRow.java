package io.palebluedot.allocation.apitoken;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token as Hibernate writes it; scopes are words with blanks between. */
@Entity
@Table(name = "api_token")
class ApiTokenRow {

    @Id
    UUID id;

    String name;

    @Column(name = "user_id")
    UUID userId;

    @Column(name = "secret_hash")
    byte[] secretHash;

    String scopes;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init")
    protected ApiTokenRow() {}

    ApiTokenRow(
            UUID id, String name, UUID userId, byte[] secretHash, String scopes, Instant expiresAt, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.userId = userId;
        this.secretHash = secretHash.clone();
        this.scopes = scopes;
        this.expiresAt = expiresAt;
        this.createdAt = createdAt;
    }

    ApiToken token() {
        var words = scopes.isEmpty() ? List.<String>of() : List.of(scopes.split(" ", -1));
        return new ApiToken(id, name, userId, words, expiresAt, createdAt, lastUsedAt);
    }
}
