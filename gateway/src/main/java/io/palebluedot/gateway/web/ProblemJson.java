package io.palebluedot.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a problem, with the headers that go with its status. */
public final class ProblemJson {

    private ProblemJson() {}

    static String write(ObjectMapper json, Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problem cannot be written", e);
        }
    }

    static Map<String, String> headers(Problem.Draft draft) {
        var headers = new LinkedHashMap<String, String>();
        var retryAfter = draft.retryAfter();
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (draft.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer realm=\"palebluedot\"");
        }
        return headers;
    }

    /** For a request that never reached a route. */
    static void send(RoutingContext context, ObjectMapper json, Problem.Draft draft) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(draft.status()).putHeader("Content-Type", ProblemMapper.PROBLEM_JSON);
        headers(draft).forEach(response::putHeader);
        response.end(write(json, draft.in(Exchange.of(context))));
    }

    /** In place of an answer that must not be given. */
    public static String replacing(ObjectMapper json, Exchange exchange, Problem.Draft draft) {
        var problem = draft.in(exchange);
        exchange.failed(problem);
        return write(json, problem);
    }
}
