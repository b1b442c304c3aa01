package io.palebluedot.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.palebluedot.proto.allocation.v1.ExchangeApiTokenRequest;
import io.palebluedot.proto.allocation.v1.PeopleService;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.TokenVerifier;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the header Authorization to a caller: a JWT is verified here, an API token is changed into one by allocation-service. */
@ApplicationScoped
public class Identities {

    private static final String BEARER = "Bearer ";
    private static final String API_TOKEN = "pbd_";
    private static final int MAX_API_TOKEN = 256;
    /** A revoked API token works no longer than this. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final TokenVerifier verifier;
    private final PeopleService people;
    private final Cache<String, Caller> exchanged =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KEPT).build();

    Identities(TokenVerifier verifier, @GrpcClient("allocation") PeopleService people) {
        this.verifier = verifier;
        this.people = people;
    }

    /**
     * Who sends this header.
     *
     * @return fails with UNAUTHENTICATED when nobody known does
     */
    Uni<Caller> identify(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return refused("a bearer token is required");
        }
        String header = headers.getFirst();
        if (headers.size() > 1 || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return refused("one bearer token is required");
        }
        String token = header.substring(BEARER.length()).strip();
        if (token.startsWith(API_TOKEN)) {
            return ofApiToken(token);
        }
        try {
            return Uni.createFrom().item(verifier.verify(token));
        } catch (FailureException e) {
            return Uni.createFrom().failure(e);
        }
    }

    private Uni<Caller> ofApiToken(String token) {
        if (token.length() > MAX_API_TOKEN) {
            return refused("the token is too long");
        }
        String key = digest(token);
        var known = exchanged.getIfPresent(key);
        return known != null
                ? Uni.createFrom().item(known)
                : exchange(token).invoke(caller -> exchanged.put(key, caller));
    }

    private Uni<Caller> exchange(String token) {
        return people.exchangeApiToken(
                        ExchangeApiTokenRequest.newBuilder().setSecret(token).build())
                .map(answer -> verifier.verify(answer.getAccessToken()));
    }

    private static Uni<Caller> refused(String why) {
        return Uni.createFrom().failure(Failures.unauthenticated(why));
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
