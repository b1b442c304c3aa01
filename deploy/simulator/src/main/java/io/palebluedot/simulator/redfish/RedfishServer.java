package io.palebluedot.simulator.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.fault.Fault;
import io.palebluedot.simulator.fault.FaultBoard;
import io.palebluedot.simulator.fault.FaultKind;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Traffic;
import io.palebluedot.simulator.tree.ResourceTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The socket of one BMC: plain HTTP on the server's own address, with the faults that sit in front of the service. */
public final class RedfishServer {

    /** What faults of Redfish alone are named by. */
    static final String PROTOCOL = "redfish";

    private static final int LARGEST_BODY = 64 << 20;
    private static final int KEPT_TEXT = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final FaultBoard faults;
    private final Traffic traffic;
    private final RedfishService service;
    private final HttpServer server;

    /** A BMC for a machine, with the one account it knows; it does not listen yet. */
    public RedfishServer(Vertx vertx, Machine machine, String user, String password) {
        this.vertx = vertx;
        this.faults = machine.faults();
        this.traffic = machine.traffic();
        this.service = new RedfishService(machine, user, password);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(120)
                        .setAcceptBacklog(128))
                .requestHandler(this::accept)
                .exceptionHandler(e -> {});
    }

    /** Starts to listen. */
    public Future<HttpServer> listen(String address, int port) {
        return server.listen(port, address);
    }

    private void accept(HttpServerRequest request) {
        count(request);
        if (service.restarting() || faults.use(FaultKind.DROP, PROTOCOL).isPresent()) {
            request.connection().close();
            return;
        }
        if (faults.use(FaultKind.HANG, PROTOCOL).isPresent()) {
            return;
        }
        Optional<Fault> slow = faults.use(FaultKind.SLOW, PROTOCOL);
        request.body().onSuccess(body -> {
            if (slow.isPresent()) {
                vertx.setTimer(Math.max(1, slow.get().number("delay_ms", 3_000)), id -> answer(request, body));
            } else {
                answer(request, body);
            }
        });
    }

    private boolean stream(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && service.streams().at(Objects.requireNonNullElse(request.path(), ""));
    }

    private void count(HttpServerRequest request) {
        traffic.begin();
        var over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                traffic.end();
            }
        };
        request.response().headersEndHandler(sent -> end.run()).closeHandler(closed -> end.run());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Optional<Fault> redirect = faults.use(FaultKind.REDIRECT, PROTOCOL);
        if (redirect.isPresent()) {
            String elsewhere = redirect.get().text("location", "http://192.0.2.1/redfish/v1/");
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", elsewhere)
                    .end();
            return;
        }
        RedfishReply reply = reply(request, body);
        if (reply.status() != 200 || !stream(request)) {
            send(request, reply);
        } else if (!service.streams().open(vertx, request.response())) {
            send(request, service.streams().greet());
        }
    }

    private RedfishReply reply(HttpServerRequest request, Buffer body) {
        if (body.length() > LARGEST_BODY) {
            return RedfishReply.error(413, "PayloadTooLarge", "The request body is too large.");
        }
        if (faults.use(FaultKind.STATUS_503, PROTOCOL).isPresent()) {
            return RedfishReply.error(503, "ServiceTemporarilyUnavailable", "The service is temporarily unavailable.")
                    .withHeader("Retry-After", "5");
        }
        if (faults.use(FaultKind.STATUS_401, PROTOCOL).isPresent()) {
            return RedfishReply.error(401, "NoValidSession", "There is no valid session.");
        }
        return service.handle(request(request, body));
    }

    private static RedfishRequest request(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        String raw = body.getString(0, Math.min(body.length(), KEPT_TEXT), StandardCharsets.UTF_8.name());
        String query = request.query();
        return new RedfishRequest(
                request.method().name(),
                ResourceTree.normalise(decoded(Objects.requireNonNullElse(request.path(), "/"))),
                query == null ? "" : decoded(query),
                headers,
                json(body),
                raw);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable ObjectNode json(Buffer body) {
        if (body.length() == 0 || body.length() > 1 << 20) {
            return null;
        }
        try {
            JsonNode parsed = JSON.readTree(body.getBytes());
            return parsed instanceof ObjectNode object ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void send(HttpServerRequest request, RedfishReply reply) {
        HttpServerResponse response = request.response().setStatusCode(reply.status());
        response.putHeader("OData-Version", "4.0").putHeader("Cache-Control", "no-cache");
        reply.headers().forEach(response::putHeader);
        ObjectNode body = reply.body();
        if (body == null) {
            response.end();
            return;
        }
        response.putHeader("Content-Type", "application/json; charset=utf-8");
        Optional<Fault> malformed = faults.use(FaultKind.MALFORMED, PROTOCOL);
        String text = malformed.map(fault -> Quirks.spoil(fault, body)).orElseGet(body::toString);
        response.end(request.method().name().equals("HEAD") ? "" : text);
    }
}
