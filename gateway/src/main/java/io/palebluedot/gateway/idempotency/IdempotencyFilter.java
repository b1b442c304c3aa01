package io.palebluedot.gateway.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.gateway.web.Exchange;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Honours Idempotency-Key on every POST; a key belongs to one caller and one route. */
public class IdempotencyFilter {

    static final String HEADER = "Idempotency-Key";

    private static final String SEAL = "pbd.idempotency.seal";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /** After the body is read. */
    private static final int ON_REQUEST = 4_000;
    /** After the answer is shaped, before the audit. */
    private static final int ON_RESPONSE = 4_000;
    /** A signed-in answer must not outlive what it grants. */
    private static final Duration WITHOUT_CALLER = Duration.ofMinutes(5);

    private final IdempotencyStore store;
    private final ObjectMapper json;
    private final Duration kept;

    IdempotencyFilter(
            IdempotencyStore store,
            ObjectMapper json,
            @ConfigProperty(name = "pbd.idempotency.keep", defaultValue = "24h") Duration kept) {
        this.store = store;
        this.json = json;
        this.kept = kept;
    }

    @ServerRequestFilter(priority = ON_REQUEST)
    public Uni<Response> begin(ContainerRequestContext request) {
        String key = request.getHeaderString(HEADER);
        var exchange = Exchange.of(request);
        if (key == null || !exchange.method().equals("POST")) {
            return Uni.createFrom().nullItem();
        }
        if (!KEY.matcher(key).matches()) {
            return Uni.createFrom()
                    .failure(Failures.invalid(HEADER, "must be 1 to 255 printable characters without spaces"));
        }
        var seal = Seal.of(key, scope(exchange), exchange.body());
        return store.begin(seal).map(answer -> {
            if (answer.isPresent()) {
                return replay(answer.get());
            }
            request.setProperty(SEAL, seal);
            return null;
        });
    }

    @ServerResponseFilter(priority = ON_RESPONSE)
    public Uni<Void> end(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(SEAL) instanceof Seal seal)) {
            return Uni.createFrom().voidItem();
        }
        request.removeProperty(SEAL);
        return response.getStatus() < 300
                ? store.keep(seal, answer(response), Exchange.of(request).caller() == null ? WITHOUT_CALLER : kept)
                : store.forget(seal);
    }

    private static String scope(Exchange exchange) {
        var caller = exchange.caller();
        return (caller == null ? "" : caller.id()) + '\n' + exchange.operation() + '\n' + exchange.path();
    }

    private StoredAnswer answer(ContainerResponseContext response) {
        try {
            return new StoredAnswer(
                    response.getStatus(),
                    "application/json",
                    text(response, "Location"),
                    text(response, "ETag"),
                    response.getEntity() == null ? "" : json.writeValueAsString(response.getEntity()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer cannot be written", e);
        }
    }

    private static @Nullable String text(ContainerResponseContext response, String header) {
        Object value = response.getHeaders().getFirst(header);
        return value == null ? null : value.toString();
    }

    private static Response replay(StoredAnswer answer) {
        var response = Response.status(answer.status())
                .type(answer.contentType())
                .header(REPLAYED, "true")
                .entity(answer.body());
        if (answer.location() != null) {
            response.header("Location", answer.location());
        }
        if (answer.etag() != null) {
            response.header("ETag", answer.etag());
        }
        return response.build();
    }
}
