package io.palebluedot.gateway.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What every request passes first, also one that no route knows: request id, security headers, size. */
@ApplicationScoped
public class FrontDoor {

    private static final String API = "/api/";
    private static final String TELEMETRY = "/telemetry";
    private static final int FIRST = 10_000;

    private final ObjectMapper json;
    private final long maxBody;
    private final long maxTelemetry;

    FrontDoor(
            ObjectMapper json,
            @ConfigProperty(name = "pbd.gateway.max-body", defaultValue = "1048576") long maxBody,
            @ConfigProperty(name = "pbd.gateway.max-telemetry", defaultValue = "8388608") long maxTelemetry) {
        this.json = json;
        this.maxBody = maxBody;
        this.maxTelemetry = maxTelemetry;
    }

    void filters(@Observes Filters filters) {
        filters.register(this::enter, FIRST);
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
        router.get("/health").order(-1).handler(context -> context.reroute("/api/v1/health"));
        router.route().last().handler(context -> ProblemJson.send(context, json, Problems.ofStatus(404)));
    }

    private void enter(RoutingContext context) {
        var exchange = Exchange.of(context);
        var headers = context.response().headers();
        headers.set("X-Request-Id", exchange.requestId());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        boolean api = !exchange.path().startsWith("/q/");
        if (api) {
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        if (!exchange.changing()) {
            context.next();
        } else if (declared(context.request().getHeader("Content-Length")) > limit(exchange.path())) {
            tooLarge(context);
        } else {
            read(context, exchange);
        }
    }

    /** How many bytes a body may have on that path. */
    private long limit(String path) {
        return path.startsWith(API) && path.endsWith(TELEMETRY) ? maxTelemetry : maxBody;
    }

    /** The whole body, before anything looks at it: the audit and repeated requests need it, too. */
    private void read(RoutingContext context, Exchange exchange) {
        var request = context.request();
        var body = Buffer.buffer();
        long limit = limit(exchange.path());
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= limit) {
                body.appendBuffer(chunk);
            } else if (!context.response().ended()) {
                tooLarge(context);
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                exchange.read(body.getBytes());
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
        request.resume();
    }

    /** Not read on: the connection ends with this answer. */
    private void tooLarge(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        ProblemJson.send(context, json, Problems.ofStatus(413));
    }

    private static long declared(@Nullable String length) {
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void failed(RoutingContext context) {
        var exchange = Exchange.of(context);
        var failure = context.failure();
        var draft = failure == null
                ? Problems.ofStatus(context.statusCode())
                : failure instanceof IllegalArgumentException ? Problems.ofStatus(400) : Problems.of(failure, exchange);
        ProblemJson.send(context, json, draft);
    }
}
