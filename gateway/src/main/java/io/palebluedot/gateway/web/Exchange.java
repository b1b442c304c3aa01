package io.palebluedot.gateway.web;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Caller;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request on its way through the gateway: what is known of it so far. Lives on its event loop. */
public final class Exchange {

    private static final String KEY = "pbd.exchange";
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE", "PATCH");

    private final String requestId;
    private final long startedAt = System.nanoTime();
    private final String method;
    private final String path;
    private final String address;
    private String operation = "";
    private @Nullable Caller caller;
    private byte[] body = {};
    private @Nullable Problem problem;

    private Exchange(String requestId, HttpServerRequest request) {
        this.requestId = requestId;
        this.method = request.method().name();
        this.path = Objects.requireNonNullElse(request.path(), "/");
        var remote = request.remoteAddress();
        this.address = remote == null ? "" : Objects.requireNonNullElse(remote.hostAddress(), "");
    }

    /** Begins the exchange: the caller's request id is taken when it is a UUID. */
    static Exchange begin(RoutingContext context) {
        String given = context.request().getHeader("X-Request-Id");
        String id = given != null && Ids.isId(given) ? given.toLowerCase(Locale.ROOT) : Ids.newId();
        var exchange = new Exchange(id, context.request());
        context.put(KEY, exchange);
        Context vertx = Vertx.currentContext();
        if (vertx != null && VertxContext.isDuplicatedContext(vertx)) {
            vertx.putLocal(KEY, exchange);
        }
        return exchange;
    }

    public static Exchange of(RoutingContext context) {
        Exchange exchange = context.get(KEY);
        return exchange == null ? begin(context) : exchange;
    }

    /** For a response filter; null when the request never came as far as a route or an exception. */
    public static @Nullable Exchange find(ContainerRequestContext context) {
        return context.getProperty(KEY) instanceof Exchange exchange ? exchange : null;
    }

    /** For request filters and exception mappers: they run on the request's own Vert.x context. */
    public static Exchange of(ContainerRequestContext context) {
        var known = find(context);
        if (known == null) {
            Context vertx = Vertx.currentContext();
            known = vertx == null ? null : vertx.<Exchange>getLocal(KEY);
            if (known == null) {
                throw new IllegalStateException("the request did not come through the front door");
            }
            context.setProperty(KEY, known);
        }
        return known;
    }

    public String requestId() {
        return requestId;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** Address of the peer; of the proxy where there is one. */
    public String address() {
        return address;
    }

    /** True for a method that may change something. */
    public boolean changing() {
        return CHANGING.contains(method);
    }

    public long elapsedMillis() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    /** Name of the matched route; empty before matching and for unknown ones. */
    public String operation() {
        return operation;
    }

    public void matched(String name) {
        this.operation = name;
    }

    public @Nullable Caller caller() {
        return caller;
    }

    public void calledBy(Caller who) {
        this.caller = who;
    }

    public byte[] body() {
        return body;
    }

    public void read(byte[] bytes) {
        this.body = bytes;
    }

    /** What went wrong, when something did. */
    public @Nullable Problem problem() {
        return problem;
    }

    void failed(Problem what) {
        this.problem = what;
    }
}
