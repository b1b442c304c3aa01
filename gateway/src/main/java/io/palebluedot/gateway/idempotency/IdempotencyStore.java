package io.palebluedot.gateway.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.web.Problem;
import io.palebluedot.gateway.web.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keyed requests in Redis: one marker while the first runs, its sealed answer afterwards. Only successes are kept; a failed request changed nothing and
 * may be sent again.
 */
@ApplicationScoped
public class IdempotencyStore {

    private static final Logger LOG = Logger.getLogger(IdempotencyStore.class);
    private static final String RUNNING = "running";
    private static final char SEPARATOR = ':';
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final RedisAPI redis;
    private final ObjectMapper json;
    private final Duration running;

    IdempotencyStore(
            RedisAPI redis,
            ObjectMapper json,
            @ConfigProperty(name = "pbd.idempotency.running", defaultValue = "60s") Duration running) {
        this.redis = redis;
        this.json = json;
        this.running = running;
    }

    /**
     * Begins a keyed request.
     *
     * @return the answer when it was given before, nothing when this is the first; fails with 409 while the first runs, 422 for another
     *     body, 503 when Redis is away
     */
    Uni<Optional<StoredAnswer>> begin(Seal seal) {
        String marker = seal.fingerprint() + SEPARATOR + RUNNING;
        return redis.set(List.of(seal.place(), marker, "NX", "EX", seconds(running)))
                .chain(set -> set != null
                        ? Uni.createFrom().item(Optional.<StoredAnswer>empty())
                        : redis.get(seal.place()).map(held -> held == null ? conflict() : known(seal, held.toString())))
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure(e -> !(e instanceof ProblemException))
                .transform(IdempotencyStore::away);
    }

    private static Optional<StoredAnswer> conflict() {
        throw new ProblemException(Problem.Draft.of(
                        409, "REQUEST_IN_PROGRESS", "a request with this Idempotency-Key has just ended; send it again")
                .retryAfter(Duration.ofSeconds(1)));
    }

    private Optional<StoredAnswer> known(Seal seal, String held) {
        int split = held.indexOf(SEPARATOR);
        if (split < 0 || !held.substring(0, split).equals(seal.fingerprint())) {
            throw new ProblemException(
                    422, "IDEMPOTENCY_KEY_REUSED", "this Idempotency-Key was used with another request");
        }
        String rest = held.substring(split + 1);
        if (rest.equals(RUNNING)) {
            throw new ProblemException(
                    Problem.Draft.of(409, "REQUEST_IN_PROGRESS", "a request with this Idempotency-Key is still running")
                            .retryAfter(Duration.ofSeconds(1)));
        }
        try {
            return Optional.of(json.readValue(seal.open(rest), StoredAnswer.class));
        } catch (GeneralSecurityException | IOException e) {
            throw new ProblemException(422, "IDEMPOTENCY_KEY_REUSED", "the stored answer cannot be read");
        }
    }

    private static Throwable away(Throwable failure) {
        LOG.warnf("idempotency store does not answer: %s", failure.toString());
        return new ProblemException(Problem.Draft.of(
                        503, "IDEMPOTENCY_UNAVAILABLE", "keyed requests cannot be told apart now; nothing was done")
                .retryAfter(Duration.ofSeconds(2)));
    }

    /** Keeps the answer of a request that succeeded. */
    Uni<Void> keep(Seal seal, StoredAnswer answer, Duration howLong) {
        return redis.set(List.of(seal.place(), sealed(seal, answer), "EX", seconds(howLong)))
                .replaceWithVoid()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .invoke(e -> LOG.warnf("answer not kept: %s", e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Lets the key be used again. */
    Uni<Void> forget(Seal seal) {
        return redis.del(List.of(seal.place()))
                .replaceWithVoid()
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .recoverWithNull();
    }

    private String sealed(Seal seal, StoredAnswer answer) {
        try {
            return seal.fingerprint() + SEPARATOR + seal.close(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer cannot be kept", e);
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
