package io.palebluedot.allocation.apitoken;

import io.palebluedot.allocation.signin.Identity;
import io.palebluedot.allocation.signin.IssuedToken;
import io.palebluedot.allocation.signin.TokenSigner;
import io.palebluedot.events.Ids;
import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API tokens: everybody has their own and sees no others. */
@ApplicationScoped
public class ApiTokenService {

    private static final String PREFIX = "pbd_";
    private static final int SECRET_BYTES = 32;
    private static final int MAX_SECRET = 128;
    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);
    private static final Listing LISTING = Listing.of(
                    "t.id, t.name, t.user_id, t.scopes, t.expires_at, t.created_at, t.last_used_at",
                    "api_token t",
                    "t.id::text")
            .sort("name", "t.name", "text")
            .sort("created_at", "t.created_at", "timestamptz");
    /** One statement finds the token and notes its use. */
    private static final String USE = """
            update api_token t set last_used_at = now() from app_user u
             where t.secret_hash = $1 and t.expires_at > now() and u.id = t.user_id and not u.disabled
            returning t.scopes, t.expires_at, u.id as user_id, u.name, u.role,
                      array(select m.project_id::text from project_member m where m.user_id = u.id order by m.since, m.project_id) as projects""";

    private final ApiTokenRows rows;
    private final TokenSigner signer;
    private final Pool pool;
    private final Clock clock = Clock.systemUTC();

    ApiTokenService(ApiTokenRows rows, TokenSigner signer, Pool pool) {
        this.rows = rows;
        this.signer = signer;
        this.pool = pool;
    }

    /** A token for the caller; without an expiry it lives 90 days. */
    public Uni<ApiToken.Created> create(
            Caller caller, String name, List<String> scopeWords, @Nullable Instant expiresAt) {
        var now = clock.instant();
        var expires = expiresAt == null ? now.plus(USUAL_LIFE) : expiresAt;
        if (name.isBlank() || name.length() > 200) {
            throw Failures.invalid("name", "must have 1 to 200 characters");
        }
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST_LIFE))) {
            throw Failures.invalid("expires_at", "must be in the future and within a year");
        }
        if (!Ids.isId(caller.id())) {
            throw Failures.denied("only people have API tokens");
        }
        var scopes = narrowed(caller, scopeWords);
        String secret = secret();
        var row = new ApiTokenRow(
                Ids.newUuid(),
                name,
                UUID.fromString(caller.id()),
                hash(secret),
                String.join(" ", scopes.words()),
                expires,
                now);
        return Panache.withTransaction(() -> rows.persistAndFlush(row))
                .map(saved -> new ApiToken.Created(saved.token(), secret));
    }

    /** Checked against what the caller may do now, so that a token that can never work is refused at once. */
    private static Scopes narrowed(Caller caller, List<String> words) {
        var scopes = Scopes.parse(words);
        boolean works = caller.roles().stream()
                .anyMatch(role -> scopes.rolesFor(role).containsAll(scopes.roles())
                        && !scopes.rolesFor(role).isEmpty());
        if (!words.isEmpty() && !works) {
            throw Failures.invalid("scopes", "go beyond what you may do");
        }
        if (!caller.projects().containsAll(scopes.projects())) {
            throw Failures.invalid("scopes", "name a project that you do not belong to");
        }
        return scopes;
    }

    public Uni<Slice<ApiToken>> list(Caller caller, PageRequest page) {
        return LISTING.query(page).where("t.user_id::text = ?", caller.id()).fetch(pool, ApiTokenService::read);
    }

    public Uni<Void> delete(Caller caller, String id) {
        if (!Ids.isId(id) || !Ids.isId(caller.id())) {
            throw Failures.notFound("API token", id);
        }
        return Panache.withTransaction(
                        () -> rows.delete("id = ?1 and userId = ?2", UUID.fromString(id), UUID.fromString(caller.id())))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw Failures.notFound("API token", id);
                    }
                })
                .replaceWithVoid();
    }

    /** Changes a secret into a short token; UNAUTHENTICATED when it is unknown, expired, revoked or its owner is disabled. */
    public Uni<IssuedToken> exchange(String secret) {
        if (!secret.startsWith(PREFIX) || secret.length() > MAX_SECRET) {
            return Uni.createFrom().failure(refused());
        }
        return pool.preparedQuery(USE)
                .execute(Tuple.of(Buffer.buffer(hash(secret))))
                .map(found -> {
                    if (found.size() == 0) {
                        throw refused();
                    }
                    return issue(found.iterator().next());
                });
    }

    private IssuedToken issue(Row row) {
        var scopes = Scopes.parse(words(row.getString("scopes")));
        var roles = scopes.rolesFor(Role.of(row.getString("role")).orElseThrow());
        if (roles.isEmpty()) {
            throw refused();
        }
        var identity = new Identity(
                row.getUUID("user_id"),
                row.getString("name"),
                roles,
                scopes.projectsFor(List.of(row.getArrayOfStrings("projects"))));
        var left = Duration.between(
                clock.instant(), row.getOffsetDateTime("expires_at").toInstant());
        return signer.sign(identity, left.compareTo(TokenSigner.LIFETIME) < 0 ? left : TokenSigner.LIFETIME);
    }

    private static ApiToken read(Row row) {
        var used = row.getOffsetDateTime("last_used_at");
        return new ApiToken(
                row.getUUID("id"),
                row.getString("name"),
                row.getUUID("user_id"),
                words(row.getString("scopes")),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                used == null ? null : used.toInstant());
    }

    private static List<String> words(String scopes) {
        return scopes.isEmpty() ? List.of() : List.of(scopes.split(" ", -1));
    }

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The secret is random and long: a plain hash is enough to keep it. */
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FailureException refused() {
        return Failures.unauthenticated("the API token is unknown, expired or revoked");
    }
}
