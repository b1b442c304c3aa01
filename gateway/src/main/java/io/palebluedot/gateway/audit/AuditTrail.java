package io.palebluedot.gateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.palebluedot.events.Ids;
import io.palebluedot.gateway.web.Enveloped;
import io.palebluedot.gateway.web.Exchange;
import io.palebluedot.gateway.web.Problem;
import io.palebluedot.gateway.web.ProblemJson;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Records every request that asks for a change before it is answered, also one that is refused. */
public class AuditTrail {

    /** After the caller is known and the body is read, before anything is done. */
    private static final int ON_REQUEST = 3_500;
    /** After the answer is shaped and kept. */
    private static final int ON_RESPONSE = 3_000;

    private final AuditWriter writer;
    private final Masking masking;
    private final ObjectMapper json;

    AuditTrail(AuditWriter writer, Masking masking, ObjectMapper json) {
        this.writer = writer;
        this.masking = masking;
        this.json = json;
    }

    @ServerRequestFilter(priority = ON_REQUEST)
    public Uni<Void> before(ContainerRequestContext request) {
        return Exchange.of(request).changing()
                ? writer.ready()
                : Uni.createFrom().voidItem();
    }

    @ServerResponseFilter(priority = ON_RESPONSE)
    public Uni<Void> after(ContainerRequestContext request, ContainerResponseContext response) {
        var exchange = Exchange.find(request);
        if (exchange == null || !exchange.changing() || exchange.operation().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return writer.write(entry(exchange, request, response))
                .emitOn(here())
                .onFailure()
                .recoverWithItem(e -> unrecorded(exchange, response));
    }

    /** A batch ends on another request's event loop; the answer goes on where it began. */
    private static Executor here() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : work -> context.runOnContext(ignored -> work.run());
    }

    private Void unrecorded(Exchange exchange, ContainerResponseContext response) {
        if (response.getStatus() < 300) {
            var draft = Problem.Draft.of(
                            503,
                            "AUDIT_UNAVAILABLE",
                            "it was done but could not be recorded yet; look before you repeat it")
                    .retryAfter(Duration.ofSeconds(5));
            response.setEntity(
                    ProblemJson.replacing(json, exchange, draft), null, MediaType.valueOf("application/problem+json"));
            response.setStatus(503);
            response.getHeaders().putSingle("Retry-After", "5");
        }
        return null;
    }

    private AuditEntry entry(Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) {
        var caller = exchange.caller();
        var problem = exchange.problem();
        var answer = response.getEntity() instanceof Enveloped enveloped ? enveloped : null;
        return new AuditEntry(
                Ids.newId(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                caller == null ? "" : caller.id(),
                caller == null ? "" : caller.name(),
                caller == null
                        ? ""
                        : caller.roles().stream().map(Role::wireName).sorted().collect(Collectors.joining(",")),
                exchange.method(),
                exchange.operation(),
                exchange.path(),
                objectRef(request, response),
                exchange.requestId(),
                exchange.address(),
                response.getStatus(),
                problem == null ? "" : problem.code(),
                exchange.elapsedMillis(),
                masking.body(exchange.body()),
                answer == null ? "" : masking.object(answer.outcome().before()),
                answer == null ? "" : masking.object(answer.data()));
    }

    /** The object in the path, else the one that came into being. */
    private static String objectRef(ContainerRequestContext request, ContainerResponseContext response) {
        String inPath = request.getUriInfo().getPathParameters().getFirst("id");
        if (inPath != null) {
            return inPath;
        }
        Object location = response.getHeaders().getFirst("Location");
        return location == null ? "" : location.toString().replaceFirst(".*/", "");
    }
}
