package io.palebluedot.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bearer token into a {@link Caller}, or refuses it. ES256 only, issuer and audience {@code palebluedot}, expiry required. A key of a service
 * can name only a service, a key for users only a user. Verified tokens are remembered until they expire.
 */
@ApplicationScoped
public class TokenVerifier {

    public static final String ISSUER = "palebluedot";

    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final int MAX_TOKEN_LENGTH = 8_192;
    private static final Duration RELOAD = Duration.ofSeconds(10);

    private final @Nullable Path jwksFile;
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private volatile @Nullable JwtConsumer consumer;
    private volatile Instant loadedAt = Instant.EPOCH;

    private record Verified(Caller caller, Instant expires) {}

    TokenVerifier(IdentityConfig config) {
        this.jwksFile = config.jwksFile().orElse(null);
    }

    /**
     * The caller that the token names.
     *
     * @throws FailureException UNAUTHENTICATED for a token that is malformed, expired, forged, or meant for somebody else
     */
    public Caller verify(String token) {
        var known = verified.getIfPresent(token);
        if (known != null && known.expires().isAfter(Instant.now())) {
            return known.caller();
        }
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw Failures.unauthenticated("the token is too long");
        }
        try {
            return remember(token, process(token));
        } catch (InvalidJwtException e) {
            throw Failures.unauthenticated(e.hasExpired() ? "the token has expired" : "the token is not valid");
        } catch (MalformedClaimException e) {
            throw Failures.unauthenticated("the token's claims are malformed");
        }
    }

    private JwtContext process(String token) throws InvalidJwtException {
        try {
            return consumer(false).process(token);
        } catch (InvalidJwtException e) {
            // A new key may have come since; looked up at most every few seconds.
            if (e.hasExpired() || loadedAt.plus(RELOAD).isAfter(Instant.now())) {
                throw e;
            }
            return consumer(true).process(token);
        }
    }

    private Caller remember(String token, JwtContext context) throws MalformedClaimException {
        var claims = context.getJwtClaims();
        String keyId = context.getJoseObjects().getFirst().getKeyIdHeaderValue();
        var caller = caller(claims, keyId == null ? "" : keyId, token);
        verified.put(
                token,
                new Verified(
                        caller, Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        return caller;
    }

    private static Caller caller(JwtClaims claims, String keyId, String token) throws MalformedClaimException {
        String name = claims.hasClaim("name") ? claims.getStringClaimValue("name") : claims.getSubject();
        if (keyId.startsWith("service-")) {
            return new Caller(claims.getSubject(), name, Set.of(Role.SERVICE), Set.of(), token);
        }
        Set<Role> roles = strings(claims, "roles").stream()
                .flatMap(text -> Role.of(text).stream())
                .filter(role -> role != Role.SERVICE)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        return new Caller(claims.getSubject(), name, Set.copyOf(roles), Set.copyOf(strings(claims, "projects")), token);
    }

    private static Collection<String> strings(JwtClaims claims, String name) throws MalformedClaimException {
        return claims.hasClaim(name) ? claims.getStringListClaimValue(name) : List.of();
    }

    private JwtConsumer consumer(boolean reload) {
        var current = consumer;
        if (current == null || reload) {
            current = load();
            consumer = current;
            loadedAt = Instant.now();
        }
        return current;
    }

    private JwtConsumer load() {
        if (jwksFile == null) {
            throw Failures.unauthenticated("PBD_JWKS_FILE is not set: no token can be verified");
        }
        try {
            var keys = new JsonWebKeySet(Files.readString(jwksFile)).getJsonWebKeys();
            return consumer(keys);
        } catch (IOException | JoseException e) {
            throw new IllegalStateException("the key set " + jwksFile + " cannot be read", e);
        }
    }

    private static JwtConsumer consumer(List<JsonWebKey> keys) {
        return new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(ISSUER)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .build();
    }
}
