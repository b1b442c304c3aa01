package io.palebluedot.gateway.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Fills in the envelope, and the status and headers that an answer asks for. */
public class AnswerFilter {

    /** Before everything that keeps or records answers. */
    static final int PRIORITY = 5_000;

    @ServerResponseFilter(priority = PRIORITY)
    public void shape(ContainerRequestContext request, ContainerResponseContext response) {
        var exchange = Exchange.find(request);
        if (exchange == null || !(response.getEntity() instanceof Enveloped answer)) {
            return;
        }
        var outcome = answer.outcome();
        response.setEntity(answer.stamped(exchange.requestId(), exchange.operation()));
        response.setStatus(outcome.status());
        var headers = response.getHeaders();
        if (outcome.location() != null) {
            headers.putSingle("Location", outcome.location());
        }
        if (outcome.version() != null) {
            String tag = EntityTags.of(outcome.version());
            headers.putSingle("ETag", tag);
            if (EntityTags.unchanged(request, tag)) {
                response.setStatus(304);
                response.setEntity(null);
            }
        }
    }
}
